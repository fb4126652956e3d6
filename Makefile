# attnscope: open a Transformer and step through it. `make help` lists the targets.
#
# MODE chooses a build folder: release (default), debug, san (ASan + UBSan), strict-gcc, strict-clang.

MODE    ?= release
CC      ?= cc
BUILD   ?= build/$(MODE)
PREFIX  ?= /usr/local
DESTDIR ?=

PKGS    := sdl2 SDL2_ttf fontconfig jansson libutf8proc libdeflate
STB     := $(shell pkg-config --cflags stb 2>/dev/null)
CFLAGS_MODE_release      := -O3 -g
CFLAGS_MODE_debug        := -O0 -g
CFLAGS_MODE_san          := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_MODE_strict-gcc   := -O2 -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wundef
CFLAGS_MODE_strict-clang := $(CFLAGS_MODE_strict-gcc)
ifeq ($(MODE),strict-clang)
CC      := clang
endif
ifeq ($(MODE),strict-gcc)
CC      := gcc
endif
# -ffp-contract=off: the compiler may not fuse what the source does not; the numbers are the same everywhere.
CFLAGS  += -std=c11 -Wall -Wextra -ffp-contract=off -D_GNU_SOURCE $(CFLAGS_MODE_$(MODE))
CPPFLAGS += -Isrc -MMD -MP
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS)) $(STB)
LIBS    = $(shell pkg-config --libs $(PKGS)) -lm
TEST_CFLAGS = $(shell pkg-config --cflags cmocka)
TEST_LIBS   = $(shell pkg-config --libs cmocka)

SRC     := $(filter-out src/cli/main.c,$(sort $(wildcard src/*/*.c)))
OBJ     := $(SRC:%.c=$(BUILD)/%.o)
LIB     := $(BUILD)/libattnscope.a
BIN     := $(BUILD)/attnscope
UNIT    := $(sort $(wildcard tests/unit/test_*.c))
UNITBIN := $(UNIT:tests/unit/%.c=$(BUILD)/tests/%)

.DEFAULT_GOAL := all
.PHONY: all
all: $(BIN)                  ## build the program

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) $(CFLAGS_FILE) -c $< -o $@

# One table of kernels per instruction set: the same source, other lanes.
$(BUILD)/src/math/kernels_avx2.o:   CFLAGS_FILE := $(shell $(CC) -mavx2 -mfma -x c -c /dev/null -o /dev/null 2>/dev/null && echo -mavx2 -mfma)
$(BUILD)/src/math/kernels_avx512.o: CFLAGS_FILE := $(shell $(CC) -mavx512f -mavx512vl -x c -c /dev/null -o /dev/null 2>/dev/null && echo -mavx512f -mavx512vl -mavx512dq -mavx512bw -mavx2 -mfma -mprefer-vector-width=512)

$(LIB): $(OBJ)
	@rm -f $@
	$(AR) rcs $@ $^

$(BIN): $(BUILD)/src/cli/main.o $(LIB)
	$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

$(BUILD)/tests/%: tests/unit/%.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) $(TEST_CFLAGS) -Itests $< $(LIB) $(LIBS) $(TEST_LIBS) -o $@

.PHONY: unit
unit: $(UNITBIN)

.PHONY: clean
clean:                       ## remove what was built
	rm -rf build

-include $(OBJ:.o=.d) $(BUILD)/src/cli/main.d $(UNITBIN:%=%.d)
