/* FreeType jumps out of a broken font, or when there is no room to draw a letter in; the page's
   fonts are whole, and there is room (libs.sh). WebAssembly cannot jump: it would end the program.
 */
#ifndef ATTNSCOPE_PLATFORM_WEB_WASM_SETJMP_H
#define ATTNSCOPE_PLATFORM_WEB_WASM_SETJMP_H

typedef int jmp_buf[1];
#define setjmp(place) ((void)(place), 0)
#define longjmp(place, value) __builtin_trap()

#endif
