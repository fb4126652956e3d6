/* A figure: one handle of the program, one canvas. What keys, pointer and fingers mean is the program's (cli/web.h). */
"use strict";

const WEB = {FRAME: 1, MOVES: 2, RESTS: 4, WRITES: 8, COPIES: 16, PASTES: 32, FULL_SCREEN: 64, SAYS: 128, TELLS: 256,
    OTHER_VIEW: 512, OTHER_PLACE: 1024, TYPES: 2048};
const HELD = {shiftKey: 1, ctrlKey: 2, altKey: 4, metaKey: 8};
const FINGER = {pointerdown: 0, pointermove: 1, pointerup: 2, pointercancel: 3};

/* The words of a command line that shows files: a model's folder, a lesson, a matrix with what is beside it: a picture under
   it, the labels of its rows and columns. */
function wordsOf(paths) {
    const own = (path) => PLACE.own + path, named = (...patterns) => patterns.map((pattern) => paths.find((path) => pattern.test(path))).find((path) => path !== undefined);
    const model = named(/(^|\/)config\.json$/), lesson = named(/\.md$/i);
    if (model !== undefined) return ["--model", own(model.replace(/\/?config\.json$/, ""))];
    if (lesson !== undefined) return ["lesson", own(lesson)];
    const matrix = named(/\.(npy|npz|safetensors)$/i, /\.[ct]sv$/i, /\.json$/i, /(?<!\.png|\.jpe?g)$/i, /./), picture = /\.(png|jpe?g)$/i;
    const over = paths.find((path) => path !== matrix && picture.test(path)), labels = paths.find((path) => path !== matrix && /\.(txt|json)$/i.test(path));
    return ["heatmap", own(matrix), ...(over ? ["--over", own(over)] : []), ...(labels ? ["--labels", own(labels)] : [])];
}

class Figure {
    /* place: what holds the canvas. address: whether the page's address tells what is shown. */
    constructor(program, place, {words, address, quiet}) {
        const find = (what) => place.querySelector(what);
        Object.assign(this, {program, place, address, canvas: find("canvas"), keys: find("textarea"), said: find("#said"), told: find("#told")});
        this.whole = place.id === "place"; /* the page is its own */
        this.paper = this.canvas.getContext("2d", {alpha: false});
        this.timer = 0, this.since = 0, this.frame = 0, this.last = 0, this.other = 0, this.waits = quiet;
        place.classList.toggle("waits", quiet);
        this.start(words);
        program.figures.push(this);
        this.listen();
        if (!quiet) this.keys.focus({preventScroll: true});
    }

    call(name, ...values) { return this.program.call["web_" + name](this.handle, ...values); }

    text(name) { return this.program.text(this.call(name)); }

    label(key) { return this.program.give([key], (at) => this.program.text(this.call("label", at))); }

    /* Opens the program's window with the words of a command line. Error: what it says. */
    start(words) {
        const before = this.handle;
        this.redo = () => this.start(words);
        const opened = this.program.give([words.join("\0")], (at) => this.program.call.web_open(at, words.length));
        const error = this.program.text(this.program.call.web_error(opened));
        if (error) {
            this.program.call.web_close(opened);
            throw new Error(error);
        }
        if (before) this.program.call.web_close(before);
        this.handle = opened;
        this.width = 0;
        this.fit();
        this.moved(false);
        this.tend();
    }

    /* ---- Pixels ---- */

    /* The canvas has one pixel for each of the screen's. */
    fit(exact) {
        const scale = window.devicePixelRatio || 1, box = this.place.getBoundingClientRect();
        let width = Math.round(box.width * scale), height = Math.round(box.height * scale);
        if (exact && Math.abs(exact.inlineSize - width) <= 2 && Math.abs(exact.blockSize - height) <= 2)
            width = exact.inlineSize, height = exact.blockSize;
        if (width < 1 || height < 1 || (width === this.width && height === this.height && scale === this.scale)) return;
        Object.assign(this, {width, height, scale});
        Object.assign(this.canvas, {width, height});
        this.call("resize", width, height, scale);
        this.paint();
    }

    paint() {
        const count = this.call("frame");
        if (!count) return;
        const buffer = this.program.call.memory.buffer, at = this.call("pixels"), pitch = this.call("pitch");
        const image = new ImageData(new Uint8ClampedArray(buffer, at, 4 * pitch * this.height), pitch, this.height);
        const rects = new Int32Array(buffer, this.call("rects"), 4 * count);
        for (let i = 0; i < 4 * count; i += 4) this.paper.putImageData(image, 0, 0, ...rects.subarray(i, i + 4));
    }

    lettersChanged() {
        this.call("letters_changed");
        this.tend();
    }

    /* ---- What is wished ---- */

    /* After every event. */
    tend() {
        if (this.since) this.call("tick", performance.now() - this.since);
        const bits = this.call("after");
        if (bits & WEB.COPIES) this.copy(this.text("copied"));
        if (bits & WEB.PASTES) navigator.clipboard?.readText?.().then((text) => this.paste(text), () => {});
        if (bits & WEB.SAYS && this.said) this.said.textContent = this.text("said");
        if (bits & WEB.TELLS && this.told) this.told.textContent = this.text("message");
        this.other |= bits & (WEB.OTHER_VIEW | WEB.OTHER_PLACE);
        this.fullScreen((bits & WEB.FULL_SCREEN) !== 0);
        this.keys.inputMode = bits & WEB.TYPES ? "text" : "none";
        if (!(bits & WEB.WRITES)) this.program.endSeries();
        this.wait(bits);
        if (!this.frame) this.tellMoved();
        if (this.program.wanted) this.fetchModel();
    }

    /* A model that has a pack of its own has been asked for: once it is there, what asked for it is done again. */
    async fetchModel() {
        const redo = this.redo;
        this.tell(this.saying(["page.loads", this.program.wanted]));
        const wrong = await this.program.fetchModel();
        if (wrong) return this.tell(this.saying(wrong));
        document.getElementById("note")?.setAttribute("hidden", "");
        redo();
        this.tend();
    }

    /* A text by its key, with what is put into it. */
    saying([key, ...parts]) { return parts.reduce((text, part, i) => text.replace("{" + (i + 1) + "}", part), this.label(key)); }

    /* When it is looked at again. */
    wait(bits) {
        this.moving = (bits & WEB.MOVES) !== 0;
        if (bits & (WEB.FRAME | WEB.MOVES) && !this.frame) this.frame = requestAnimationFrame((now) => this.turn(now));
        if (!this.moving) this.last = 0;
        clearTimeout(this.timer);
        const rest = bits & WEB.WRITES ? 0 : bits & WEB.RESTS && !this.moving ? this.call("rest") : -1;
        this.since = rest >= 0 ? performance.now() : 0;
        if (rest >= 0) this.timer = setTimeout(() => this.tend(), rest);
    }

    /* Once for each of the display's frames, while something is wished. */
    turn(now) {
        this.frame = 0;
        if (this.moving && this.last) this.call("tick", now - this.last);
        if (this.moving) this.last = now;
        if (this.moving || this.pointed) this.tend();
        this.pointed = false;
        this.paint();
        if (this.other) setTimeout(() => this.tellMoved());
        if (this.moving) return;
        cancelAnimationFrame(this.frame);
        this.frame = 0;
    }

    /* Browsers take longer to change an address than a figure to be painted: they are told behind the picture. */
    tellMoved() {
        const bits = this.other;
        this.other = 0;
        if (bits) this.moved((bits & WEB.OTHER_PLACE) !== 0);
    }

    /* A place of its own is one to come back to. */
    moved(place) {
        this.canvas.setAttribute("aria-label", this.text("title"));
        if (this.whole) document.documentElement.lang = this.text("language");
        if (this.whole) document.body.style.background = "#" + (this.call("ground") & 0xffffff).toString(16).padStart(6, "0");
        if (!this.address) return;
        document.title = this.text("title") + " · attnscope";
        const link = this.text("link");
        if (!link || link === location.hash) return;
        try {
            if (place && this.shown) history.pushState(null, "", link);
            else history.replaceState(null, "", link);
        } catch { /* too many in a short time */ }
        this.shown = true;
    }

    async copy(text) {
        try {
            await navigator.clipboard.writeText(text);
        } catch {
            this.keys.value = text;
            this.keys.select();
            document.execCommand("copy");
            this.keys.value = "";
        }
    }

    paste(text) {
        this.program.give([text], (at) => this.call("paste", at));
        this.tend();
    }

    fullScreen(wanted) {
        const is = document.fullscreenElement === this.place;
        if (wanted === is || wanted === this.asked) return;
        this.asked = wanted;
        const done = wanted ? this.place.requestFullscreen?.() : document.exitFullscreen?.();
        if (done) done.catch(() => this.leftFullScreen());
    }

    leftFullScreen() {
        this.asked = false;
        this.call("left_full_screen");
        this.tend();
    }

    /* ---- What comes in ---- */

    listen() {
        const on = (target, names, act, how) => names.split(" ").forEach((name) => target.addEventListener(name, act, how));
        new ResizeObserver(([entry]) => {
            this.fit(entry.devicePixelContentBoxSize?.[0]);
            this.tend();
        }).observe(this.place);
        on(this.canvas, "pointerdown pointermove pointerup pointercancel", (e) => e.pointerType === "touch" ? this.finger(e) : this.pointer(e));
        on(this.canvas, "pointerleave", (e) => { if (e.pointerType !== "touch" && !this.pressed) this.leave(); });
        on(this.canvas, "contextmenu", (e) => { e.preventDefault(); });
        on(this.canvas, "wheel", (e) => this.wheel(e), {passive: false});
        on(this.keys, "keydown", (e) => this.key(e));
        on(this.keys, "input compositionend", (e) => this.typed(e));
        on(this.keys, "paste", (e) => { e.preventDefault(); this.paste(e.clipboardData.getData("text/plain")); });
        on(document, "fullscreenchange", () => { if (!document.fullscreenElement) this.leftFullScreen(); });
    }

    at(e) {
        const box = this.canvas.getBoundingClientRect();
        return [(e.clientX - box.left) * this.width / box.width, (e.clientY - box.top) * this.height / box.height];
    }

    held(e) { return Object.entries(HELD).reduce((bits, [name, bit]) => bits | (e[name] ? bit : 0), 0); }

    /* A figure in another page is asked for before it takes keys and scrolling. */
    wake() {
        this.waits = false;
        this.place.classList.remove("waits");
        this.keys.focus({preventScroll: true});
    }

    pointer(e) {
        const [x, y] = this.at(e);
        if (e.type === "pointermove") {
            this.call("point", x, y);
            this.canvas.style.cursor = ["default", "pointer", "grab"][this.call("takes", x, y)];
            this.pointed = true;
            this.frame ||= requestAnimationFrame((now) => this.turn(now));
            return;
        }
        if (e.type === "pointerdown") {
            const near = this.clicked && e.timeStamp - this.clicked.time < 400 && Math.hypot(x - this.clicked.x, y - this.clicked.y) < 6 * this.scale;
            e.preventDefault();
            this.wake();
            this.canvas.setPointerCapture(e.pointerId);
            this.call("point", x, y);
            if (e.button === 2) this.call("other");
            if (e.button === 0) {
                this.call("press", x, y, this.held(e), near ? 1 : 0);
                this.redo = () => this.click(x, y);
                this.clicked = near ? null : {x, y, time: e.timeStamp};
                this.pressed = true;
            }
        } else if (e.button === 0 || e.type === "pointercancel") {
            this.pressed = false;
            this.call("release", x, y);
        }
        this.tend();
    }

    click(x, y) {
        this.call("press", x, y, 0, 0);
        this.call("release", x, y);
    }

    leave() {
        this.call("leave");
        this.tend();
    }

    finger(e) {
        const [x, y] = this.at(e);
        if (e.type === "pointerup" && this.waits) this.wake();
        if (e.type === "pointerup") this.redo = () => this.click(x, y);
        this.call("finger", FINGER[e.type], e.pointerId, x, y, e.timeStamp);
        const typed = this.keys.inputMode;
        this.tend();
        if (e.type !== "pointerup") return;
        if (typed !== this.keys.inputMode) this.keys.blur(); /* a keyboard on the screen comes and goes with the focus */
        this.keys.focus({preventScroll: true});
    }

    wheel(e) {
        if (this.waits) return;
        const [x, y] = this.at(e), pixels = e.deltaY * [1, 40, 800][e.deltaMode];
        e.preventDefault();
        if (e.ctrlKey) this.call("pinch", x, y, Math.exp(-pixels / 100));
        else this.call("wheel", x, y, -pixels / 100);
        this.tend();
    }

    /* After Esc, Tab leaves the figure: there is a way out. */
    key(e) {
        if (e.isComposing || e.keyCode === 229 || (e.key === "Tab" && this.leaves)) return;
        if (e.code === "KeyO" && (e.ctrlKey || e.metaKey)) {
            e.preventDefault();
            document.getElementById("files")?.click();
            return;
        }
        if (!["Shift", "Tab"].includes(e.key)) this.leaves = e.key === "Escape";
        const held = this.held(e), press = () => this.program.give([e.key, e.code], (key, code) => this.call("key", key, code, held));
        this.redo = press;
        if (press()) e.preventDefault();
        this.tend();
    }

    typed(e) {
        if (e.isComposing) return;
        const text = this.keys.value;
        this.keys.value = "";
        if (text) this.program.give([text], (at) => this.call("typed", at));
        this.tend();
    }

    /* ---- Links and files ---- */

    go(link) {
        this.redo = () => this.go(link);
        const done = this.program.give([link], (at) => this.call("go", at));
        this.moved(false);
        this.tend();
        return done;
    }

    /* Files of one's own: [[path, bytes], …], paths from the folder that was given. They stay in this page. */
    open(files) {
        this.program.files.remove(PLACE.own);
        for (const [path, bytes] of files) this.program.files.put(PLACE.own + path, bytes);
        try {
            this.start([...wordsOf(files.map(([path]) => path)), "--lang", this.text("language"), "--theme", this.text("theme")]);
        } catch (e) {
            this.tell(e.message);
        }
    }

    tell(text) {
        const note = document.getElementById("note");
        if (!note) return console.log(text); /* a figure in somebody's page */
        Object.assign(note, {textContent: text, hidden: false, className: "over"});
        this.told.textContent = text;
        clearTimeout(this.toldTimer);
        this.toldTimer = setTimeout(() => { note.hidden = true; }, 6000);
    }
}
