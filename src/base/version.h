/* The program's version, as files and --version tell it. */
#ifndef ATTNSCOPE_BASE_VERSION_H
#define ATTNSCOPE_BASE_VERSION_H

#define VERSION "0.1.0"

#endif
