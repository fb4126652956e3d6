/* The desktop's: SDL says where the program lies and draws the letters. */
#include "platform/host.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>

#include "platform/font_advice.h"
#include "platform/font_ttf.h"

bool host_folder(Arena *arena, char **out) {
    char *path = SDL_GetBasePath();
    if (!path) return false;
    size_t n = strlen(path);
    *out = arena_copy(arena, path, n > 1 && path[n - 1] == '/' ? n - 1 : n);
    SDL_free(path);
    return true;
}

bool host_letters_open(HostLetters **out, Font *font, Error *e) {
    FontTtf *opened;
    bool ok = font_ttf_open(&opened, font, e);
    *out = ok ? (HostLetters *)opened : NULL;
    return ok;
}

void host_letters_close(HostLetters *l) {
    if (l) font_ttf_close((FontTtf *)l);
}

void host_letters_forget(HostLetters *l) {
    (void)l; /* nobody else draws them here */
}

void host_letters_tell(const HostLetters *l) {
    const uint32_t *letters;
    Buffer b = {0};
    int missing = font_ttf_missing((const FontTtf *)l, &letters);
    font_advice(letters, missing, &b);
    if (b.size) fprintf(stderr, "attnscope: %s\n", b.data);
    buffer_free(&b);
}
