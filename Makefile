# attnscope: open a Transformer and step through it. `make help` lists the targets.
#
# MODE chooses a build folder: release (default), debug, san (ASan + UBSan), strict-gcc (release, warnings are errors),
# strict-clang (only `make syntax`), fuzz (only `make fuzzers`).

MODE    ?= release
CC      ?= cc
BUILD   ?= build/$(MODE)
PREFIX  ?= /usr/local
DESTDIR ?=

PKGS    := sdl2 SDL2_ttf fontconfig fribidi harfbuzz jansson libutf8proc libpcre2-8 libdeflate libcmark
STB     := $(shell pkg-config --cflags stb 2>/dev/null)
comma := ,
CFLAGS_MODE_release      := -O3 -g
CFLAGS_MODE_debug        := -O0 -g
# What address finds by itself is not looked for twice.
# Where the program lies is left fixed: it starts 5 ms sooner, for the sanitizers' tables need not be moved.
CFLAGS_MODE_san          := -O1 -g1 -fno-pie -fsanitize=address,undefined,float-cast-overflow -fno-sanitize=null,object-size -fno-sanitize-recover=all -fno-omit-frame-pointer
STRICT                   := -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wvla -Wformat=2 -Wundef
CFLAGS_MODE_strict-gcc   := $(filter-out -g,$(CFLAGS_MODE_release)) $(STRICT)
# Rows of tables leave out what is zero, which gcc takes as it is meant.
CFLAGS_MODE_strict-clang := $(STRICT) -Wno-missing-field-initializers
CFLAGS_MODE_fuzz         := -O1 -g1 $(CFLAGS_MODE_strict-clang)
ifneq ($(filter strict-clang fuzz,$(MODE)),)
CC      := clang
endif
ifeq ($(MODE),strict-gcc)
CC      := gcc
endif
# -ffp-contract=off: the compiler may not fuse what the source does not; the numbers are the same everywhere.
CFLAGS  += -std=c11 -Wall -Wextra -Werror=implicit-function-declaration -ffp-contract=off -D_GNU_SOURCE $(CFLAGS_MODE_$(MODE))
CPPFLAGS += -Isrc -MMD -MP
# Of cairo only the headers: it is loaded when a PDF is written.
PKG_CFLAGS = $(shell pkg-config --cflags $(PKGS) cairo-ft) $(STB)
LIBS    = $(shell pkg-config --libs $(PKGS)) -lm
# What a test itself computes need not be fast, and a hundred of them are linked.
TEST_CFLAGS = $(shell pkg-config --cflags cmocka) $(if $(findstring -O0,$(CFLAGS_MODE_$(MODE)))$(filter san,$(MODE)),-O0,-O1) -g1
TEST_LIBS   = $(shell pkg-config --libs cmocka) $(if $(shell command -v ld.lld),-fuse-ld=lld)

# What a page has instead of platform's own files is built for it alone.
SRC     := $(filter-out src/cli/main.c src/platform/web/%,$(sort $(wildcard src/*/*.c src/*/*/*.c)))
OBJ     := $(SRC:%.c=$(BUILD)/%.o)
LIB     := $(BUILD)/libattnscope.a
BIN     := $(BUILD)/attnscope
UNIT    := $(sort $(wildcard tests/unit/test_*.c))
SUPPORT := $(sort $(wildcard tests/support/*.c))
SUPPORTOBJ := $(SUPPORT:%.c=$(BUILD)/%.o)
UNITBIN := $(UNIT:tests/unit/%.c=$(BUILD)/tests/%)

.DEFAULT_GOAL := all
.PHONY: all
all: $(BIN)                  ## build the program

# V=1 shows whole commands.
Q = $(if $(V),,@)
SAY = $(if $(V),@:,@echo)

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(SAY) "  CC   $<"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) $(CFLAGS_FILE) -c $< -o $@

# Sanitizers find as much in optimised kernels, and nearly all of the time is spent in these. Their tiles are unrolled,
# and checks of each pointer, beside address's own, would be compiled for half a minute.
ifeq ($(MODE),san)
LDFLAGS += -no-pie
$(BUILD)/src/math/%.o: CFLAGS += -O2 -fno-sanitize=alignment,pointer-overflow
endif
# stb_image counts bits of damaged files beyond a number's ends.
$(BUILD)/src/base/photo.o: CFLAGS_FILE := -fwrapv $(if $(filter san fuzz,$(MODE)),-fno-sanitize=shift$(comma)signed-integer-overflow)
# One table of kernels per instruction set: the same source, other lanes.
ifneq ($(MODE),fuzz)
$(BUILD)/src/math/kernels_avx2%:   CFLAGS_FILE := $(shell $(CC) -mavx2 -mfma -x c -c /dev/null -o /dev/null 2>/dev/null && echo -mavx2 -mfma)
$(BUILD)/src/math/kernels_avx512%: CFLAGS_FILE := $(shell $(CC) -mavx512f -mavx512vl -x c -c /dev/null -o /dev/null 2>/dev/null && echo -mavx512f -mavx512vl -mavx512dq -mavx512bw -mavx2 -mfma -mprefer-vector-width=512)
endif

$(LIB): $(OBJ)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BIN): $(BUILD)/src/cli/main.o $(LIB)
	$(SAY) "  LINK $@"
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) $^ $(LIBS) -o $@

$(SUPPORTOBJ): CPPFLAGS += -Itests
# Every picture of the tests goes through the checks for faults.
$(SUPPORTOBJ): CFLAGS += -O2
$(BUILD)/tests/%: tests/unit/%.c $(SUPPORTOBJ) $(LIB)
	@mkdir -p $(@D)
	$(SAY) "  TEST $@"
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) $(TEST_CFLAGS) $(LDFLAGS) -Itests $< $(SUPPORTOBJ) $(PAGEOBJ) $(LIB) $(LIBS) $(TEST_LIBS) -o $@
# The page's letters are compared with the window's.
$(BUILD)/tests/test_font_ft: $(BUILD)/src/platform/web/font_ft.o
$(BUILD)/tests/test_font_ft: PAGEOBJ := $(BUILD)/src/platform/web/font_ft.o
$(BUILD)/tests/test_font_ft: TEST_LIBS += $(shell pkg-config --libs freetype2)

.PHONY: unit bench-programs
unit: $(UNITBIN)

BENCHBIN := $(patsubst tests/bench/%.c,$(BUILD)/bench/%,$(wildcard tests/bench/*.c))
$(BUILD)/bench/%: tests/bench/%.c $(LIB)
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) $< $(LIB) $(LIBS) -ldl -o $@
bench-programs: $(BENCHBIN)

# Fuzz targets for libFuzzer, over the floors that read something. The ways through sums and products are not counted: no input
# chooses them, and counting takes half of the time.
FUZZSRC := $(filter $(addsuffix /%,$(addprefix src/,base math model trace train view lesson)) src/export/html.c,$(SRC))

# Compiled for its warnings alone; what fuzzers are made of is compiled with the same warnings there, but for kernels of one
# instruction set.
SYNTAX := $(patsubst %.c,$(BUILD)/%.syntax,$(filter-out $(filter-out src/math/%,$(FUZZSRC)),$(SRC)) src/cli/main.c $(UNIT) $(SUPPORT))
$(SYNTAX): $(BUILD)/%.syntax: %.c
	$(SAY) "  LOOK $<"
	$(Q)$(CC) $(filter-out -MMD -MP,$(CPPFLAGS)) -Itests $(CFLAGS) $(PKG_CFLAGS) $(TEST_CFLAGS) $(CFLAGS_FILE) -fsyntax-only $<
.PHONY: syntax $(SYNTAX)
syntax: $(SYNTAX)

FUZZBIN := $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))
ifeq ($(MODE),fuzz)
CFLAGS += -fsanitize=address,undefined $(SANITIZE_FILE)
$(BUILD)/src/%.o: SANITIZE_FILE := -fsanitize=fuzzer-no-link
$(BUILD)/src/math/%.o: SANITIZE_FILE :=
$(BUILD)/fuzz/%: SANITIZE_FILE := -fsanitize=fuzzer
endif
$(BUILD)/libfuzzed.a: $(FUZZSRC:%.c=$(BUILD)/%.o)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^
$(BUILD)/fuzz/%: tests/fuzz/%.c $(BUILD)/libfuzzed.a
	@mkdir -p $(@D)
	$(Q)$(CC) $(CPPFLAGS) $(CFLAGS) $(PKG_CFLAGS) $< $(BUILD)/libfuzzed.a $(LIBS) -o $@
.PHONY: fuzzers
fuzzers: $(FUZZBIN)

.PHONY: help deps deps-test run test quick check bench pictures models reference faults fuzz format install uninstall clean
help:                        ## list the targets
	@sed -nE 's/^([a-z-]+):.*## (.*)/  \1\t\2/p' Makefile src/platform/web/web.mk | expand -t 14

deps:                        ## install what building and running need (says what it runs)
	@tests/deps.sh run

deps-test:                   ## install what the tests need
	@tests/deps.sh test

# Sub-makes: what deps installs is found only by a make that starts after it.
run:                         ## open the window; without a display, write the tour's figures into figures/
	@$(MAKE) --no-print-directory all
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ] || [ "$$(uname)" = Darwin ]; then $(BIN); \
	else echo "No display here: writing the tour's figures into figures/"; \
	$(BIN) export --all --force -o figures && echo "The figures are in figures/"; fi

test: deps-test              ## everything that CI checks; ends with "N passed, N failed"
	@tests/run.sh all

quick:                       ## the tests of the release build only
	@tests/run.sh quick

check: deps-test             ## floors, strict warnings, globals, sanitizers (the same as test)
	@tests/run.sh all

bench: all                   ## speed, beside peers in the same run where they are installed
	@tests/bench.sh $(BUILD)

pictures: all                ## the README's pictures, made by the program itself
	$(Q)tests/pictures.sh $(BIN) assets/pictures

models: all                  ## train the shipped models anew (about 10 minutes on one core)
	$(BIN) train en-fr --force -o assets/models/en-fr
	$(BIN) train dates --force -o assets/models/dates
	$(BIN) train stories --force -o assets/models/stories

reference:                   ## make the reference data anew (needs python3-torch and python3-numpy)
	for f in tests/reference/make_*.py; do /usr/bin/python3 $$f || exit 1; done

faults: $(BUILD)/tests/test_faults ## look at every picture a person can come to, and list what is wrong with it (about 4 minutes)
	@$< all

fuzz:                        ## fuzz every reader, one minute each (SECONDS_EACH=60)
	@tests/fuzz.sh $(or $(SECONDS_EACH),60)

format:                      ## lay out the source with clang-format
	@tests/format.sh --fix

SHARE = $(DESTDIR)$(PREFIX)/share
install: all                 ## install below PREFIX (/usr/local), DESTDIR before it
	install -Dm755 $(BIN) $(DESTDIR)$(PREFIX)/bin/attnscope
	mkdir -p $(SHARE)/attnscope/lessons
	cp -R assets/models assets/lang assets/deck $(SHARE)/attnscope/
	if [ -d lessons ]; then cp -R lessons/. $(SHARE)/attnscope/lessons/; fi
	install -Dm644 assets/attnscope.1 $(SHARE)/man/man1/attnscope.1
	install -Dm644 assets/attnscope.desktop $(SHARE)/applications/attnscope.desktop
	install -Dm644 assets/attnscope.bash $(SHARE)/bash-completion/completions/attnscope
	install -Dm644 assets/attnscope.zsh $(SHARE)/zsh/site-functions/_attnscope
	install -Dm644 assets/attnscope.fish $(SHARE)/fish/vendor_completions.d/attnscope.fish
	install -Dm644 assets/attnscope.svg $(SHARE)/icons/hicolor/scalable/apps/attnscope.svg

uninstall:                   ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/attnscope $(SHARE)/man/man1/attnscope.1
	rm -f $(SHARE)/applications/attnscope.desktop $(SHARE)/icons/hicolor/scalable/apps/attnscope.svg
	rm -f $(SHARE)/bash-completion/completions/attnscope $(SHARE)/zsh/site-functions/_attnscope
	rm -f $(SHARE)/fish/vendor_completions.d/attnscope.fish
	rm -rf $(SHARE)/attnscope

clean:                       ## remove what was built
	rm -rf build figures web

include src/platform/web/web.mk
-include $(OBJ:.o=.d) $(SUPPORTOBJ:.o=.d) $(BUILD)/src/cli/main.d $(UNITBIN:%=%.d) $(BENCHBIN:%=%.d) $(FUZZBIN:%=%.d)
