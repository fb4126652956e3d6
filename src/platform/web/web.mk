# The page: `make web` writes web/index.html with its pack, packs of later models, web/attnscope.html (all in one file) and web/licences.txt.
# Included by the Makefile. The libraries are built once, into build/web/libs.

WEB      := build/web
WEBROOM  := src/platform/web
WEBCC    := clang --target=wasm32-wasi -O2 -msimd128 -mbulk-memory -mnontrapping-fptoint -msign-ext -ftls-model=local-exec
WEBINC   := -nostdlibinc -isystem $(WEBROOM)/wasm -isystem /usr/include/wasm32-wasi
WEBFLAGS := $(WEBINC) -std=c11 -Wall -Werror -Wshorten-64-to-32 -ffp-contract=off -D_GNU_SOURCE -Isrc -MMD -MP \
            -isystem $(WEB)/libs/include -isystem $(WEB)/libs/include/stb -ffile-prefix-map=$(CURDIR)=.
COMMA    := ,
WEBLINK  := -Wl,--strip-all -Wl,-z,stack-size=4194304
# What the page has instead: host.c, and of HarfBuzz the scripts of letters.
WEBNOT   := src/export/pdf.c $(patsubst %,src/platform/%.c,window input host font_ttf font_shape font_advice)
WEBSRC   := $(filter-out $(WEBNOT),$(sort $(wildcard src/*/*.c src/*/*/*.c)))
WEBOBJ   := $(WEBSRC:%.c=$(WEB)/%.o) $(WEB)/hb_script.o
WEBFONTS  = $(shell sed -n '/names\[FONT_FT_FILES\]/,/};/p' $(WEBROOM)/font_ft.c | grep -o '[A-Za-z-]*\.[ot]tf')
WEBPAGE   = $(addprefix $(WEBROOM)/,pack.py head.html first.js files.js letters.js zip.js program.js figure.js page.js live.js)
WEBCALLS  = $(shell grep '^[A-Za-z].*;' src/cli/web.h | grep -o 'web_[a-z_]*' | sort -u)
WEBDATA   = $(sort $(wildcard assets/models/*/* assets/lang/* assets/deck/* lessons/*/*))

.PHONY: web web-deps web-cli serve
web: web/attnscope.html      ## build the page: web/ (index.html, a pack) and web/attnscope.html (one file)

serve: web                   ## show the page at http://127.0.0.1:8000 (PORT=…)
	@echo "http://127.0.0.1:$(or $(PORT),8000)/ (Ctrl-C ends it)"
	@cd web && /usr/bin/python3 -m http.server --bind 127.0.0.1 $(or $(PORT),8000) >/dev/null 2>&1

web-deps:                    ## install what `make web` needs (Debian and Ubuntu; says what it runs)
	@$(WEBROOM)/deps.sh

$(WEB)/libs/libs.a: $(WEBROOM)/libs.sh $(WEBROOM)/wasm/setjmp.h
	@mkdir -p $(@D)
	$(SAY) "  LIBS $@ (once, about a minute)"
	$(Q)$(WEBROOM)/libs.sh $(WEB)/libs $(WEBROOM)/wasm "$(WEBCC) -nostdlibinc -isystem /usr/include/wasm32-wasi"

# What is done once an event is made small, for it goes over the wire; what is done for each pixel or number, fast.
$(addprefix $(WEB)/src/,app/% cli/% export/% lesson/% model/% platform/% trace/% train/% view/%): WEBSMALL := -Oz
$(addprefix $(WEB)/src/,scene/%): WEBSMALL := -Oz
$(addprefix $(WEB)/src/,model/ops/%): WEBSMALL := -O2
$(WEB)/src/%.o: src/%.c | $(WEB)/libs/libs.a
	@mkdir -p $(@D)
	$(SAY) "  WASM $<"
	$(Q)$(WEBCC) $(WEBFLAGS) $(WEBSMALL) -c $< -o $@

$(WEB)/hb_script.o: $(WEBROOM)/scripts.py | $(WEB)/libs/libs.a
	$(Q)/usr/bin/python3 $< > $(WEB)/hb_script.c
	$(Q)$(WEBCC) $(WEBFLAGS) -c $(WEB)/hb_script.c -o $@

# The command line as one program, for Node: what the tests compare with the native one.
web-cli: $(WEB)/attnscope.wasm $(WEB)/fonts/made
$(WEB)/attnscope.wasm: $(WEBOBJ) $(WEB)/libs/libs.a
	$(SAY) "  LINK $@"
	$(Q)$(WEBCC) $(WEBLINK) $^ -lm -o $@

$(WEB)/fonts/made: $(WEBROOM)/fonts.py $(WEBROOM)/font_ft.c $(WEBDATA)
	$(SAY) "  FONT $(@D)"
	$(Q)/usr/bin/python3 $(WEBROOM)/fonts.py $(@D) $(WEBFONTS) && touch $@

# Whose functions a page calls; what none of them needs is left out.
$(WEB)/page.wasm: $(WEBOBJ) $(WEB)/libs/libs.a src/cli/web.h
	$(SAY) "  LINK $@"
	$(Q)$(WEBCC) $(WEBLINK) -mexec-model=reactor $(addprefix -Wl$(COMMA)--export=,$(WEBCALLS)) $(filter-out %/cli/main.o %.h,$^) -lm -o $@

web/attnscope.html: $(WEB)/page.wasm $(WEB)/fonts/made $(WEBPAGE) $(WEBDATA)
	$(SAY) "  PAGE web"
	$(Q)/usr/bin/python3 $(WEBROOM)/pack.py $(WEB)/page.wasm $(WEB)/fonts web 4000000 en-fr dates

-include $(WEBOBJ:.o=.d)
