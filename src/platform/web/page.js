/* The page around the program: files in memory, a canvas, what the browser tells and what it is asked. What keys, pointer
   and fingers mean is the program's (cli/web.h); nothing is asked of any other machine than the one the page came from. */
"use strict";

const PLACE = {state: "/state/attnscope/", out: "/Downloads/", own: "/own/", kept: "attnscope:"};
const WEB = {FRAME: 1, MOVES: 2, RESTS: 4, WRITES: 8, COPIES: 16, PASTES: 32, FULL_SCREEN: 64, SAYS: 128, TELLS: 256,
    OTHER_VIEW: 512, OTHER_PLACE: 1024, TYPES: 2048};
const HELD = {shiftKey: 1, ctrlKey: 2, altKey: 4, metaKey: 8};
const FINGER = {pointerdown: 0, pointermove: 1, pointerup: 2, pointercancel: 3};

/* ---- The program: one for a page, however many figures it shows ---- */

class Program {
    /* packed: the bytes of the pack, compressed. */
    static async start(packed, {embedded}) {
        const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
        const pack = new Uint8Array(await new Response(stream).arrayBuffer());
        const program = new Program(embedded);
        const wasm = program.unpack(pack);
        const {instance} = await WebAssembly.instantiate(wasm, program.files.imports);
        program.call = instance.exports;
        program.files.memory = program.call.memory;
        program.call._initialize();
        return program;
    }

    constructor(embedded) {
        const language = navigator.language || "en";
        this.embedded = embedded;
        this.series = [];
        this.files = new Files({
            env: {ATTNSCOPE_ASSETS: "/assets", XDG_STATE_HOME: "/state", LANG: language.replace("-", "_") + ".UTF-8"},
            said: (fd, bytes) => console.log(new TextDecoder().decode(bytes)),
            renamed: (path, bytes, from) => this.renamed(path, bytes, from),
        });
        for (const folder of ["/state/attnscope", "/Downloads", "/own"]) this.files.put(folder);
        if (!embedded) this.recall();
    }

    /* Four bytes: how long the list is; the list: [[path, size], …]; the files. The program is the first. */
    unpack(pack) {
        const size = new DataView(pack.buffer).getUint32(0, true), list = JSON.parse(new TextDecoder().decode(pack.subarray(4, 4 + size)));
        let at = 4 + size, wasm = null;
        for (const [path, length] of list) {
            const bytes = pack.subarray(at, at += length);
            if (!wasm) wasm = bytes;
            else this.files.put(path, bytes);
        }
        return wasm;
    }

    /* ---- What is remembered ---- */

    recall() {
        try {
            for (let i = 0; i < localStorage.length; i++) {
                const key = localStorage.key(i);
                if (key.startsWith(PLACE.kept)) this.files.put(PLACE.state + key.slice(PLACE.kept.length), new TextEncoder().encode(localStorage.getItem(key)));
            }
        } catch { /* a browser may refuse to remember */ }
    }

    remembers(name) { return this.files.get(PLACE.state + name) !== undefined; }

    /* A file is whole. */
    renamed(path, bytes, from) {
        if (path.startsWith(PLACE.state)) {
            try {
                if (this.embedded) return;
                if (from.startsWith(PLACE.state)) localStorage.removeItem(PLACE.kept + from.slice(PLACE.state.length));
                localStorage.setItem(PLACE.kept + path.slice(PLACE.state.length), new TextDecoder().decode(bytes));
            } catch { /* the same */ }
        } else if (path.startsWith(PLACE.out)) {
            const name = path.slice(PLACE.out.length);
            if (name.includes("/")) this.series.push([name, bytes.slice()]);
            else Program.download(name, [bytes.slice()]);
            this.files.remove(path);
        }
    }

    /* A series of figures is one file. */
    endSeries() {
        const files = this.series;
        if (!files.length) return;
        this.series = [];
        const folder = files[0][0].split("/")[0];
        this.files.remove(PLACE.out + folder);
        Program.download(folder + ".zip", zip(files));
    }

    static download(name, parts) {
        const link = document.createElement("a"), url = URL.createObjectURL(new Blob(parts, {type: "application/octet-stream"}));
        Object.assign(link, {href: url, download: name});
        link.click();
        setTimeout(() => URL.revokeObjectURL(url), 60000);
    }

    /* ---- Texts across ---- */

    text(at) {
        const bytes = new Uint8Array(this.call.memory.buffer), end = bytes.indexOf(0, at);
        return new TextDecoder().decode(bytes.subarray(at, end));
    }

    /* act(addresses…) with texts that are the program's for that time. */
    give(texts, act) {
        const rooms = texts.map((text) => {
            const bytes = new TextEncoder().encode(text + "\0"), at = this.call.web_room(bytes.length);
            new Uint8Array(this.call.memory.buffer, at, bytes.length).set(bytes);
            return at;
        });
        const result = act(...rooms);
        rooms.forEach((at) => this.call.web_free(at));
        return result;
    }
}

/* ---- A figure: one handle of the program, one canvas ---- */

class Figure {
    /* place: what holds the canvas. address: whether the page's address tells what is shown. */
    constructor(program, place, {words, address, quiet}) {
        const find = (what) => place.querySelector(what);
        Object.assign(this, {program, place, address, canvas: find("canvas"), keys: find("textarea"), said: find("#said"), told: find("#told")});
        this.paper = this.canvas.getContext("2d", {alpha: false});
        this.timer = 0, this.frame = 0, this.last = 0, this.waits = quiet;
        place.classList.toggle("waits", quiet);
        this.start(words);
        this.listen();
        if (!quiet) this.keys.focus({preventScroll: true});
    }

    call(name, ...values) { return this.program.call["web_" + name](this.handle, ...values); }

    text(name) { return this.program.text(this.call(name)); }

    label(key) { return this.program.give([key], (at) => this.program.text(this.call("label", at))); }

    /* Opens the program's window with the words of a command line. Error: what it says. */
    start(words) {
        const before = this.handle;
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
        document.documentElement.lang = this.text("language");
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

    /* ---- What is wished ---- */

    /* After every event. */
    tend() {
        const bits = this.call("after");
        if (bits & WEB.COPIES) this.copy(this.text("copied"));
        if (bits & WEB.PASTES) navigator.clipboard?.readText?.().then((text) => this.paste(text), () => {});
        if (bits & WEB.SAYS && this.said) this.said.textContent = this.text("said");
        if (bits & WEB.TELLS && this.told) this.told.textContent = this.text("message");
        if (bits & (WEB.OTHER_VIEW | WEB.OTHER_PLACE)) this.moved((bits & WEB.OTHER_PLACE) !== 0);
        this.fullScreen((bits & WEB.FULL_SCREEN) !== 0);
        this.keys.inputMode = bits & WEB.TYPES ? "text" : "none";
        if (!(bits & WEB.WRITES)) this.program.endSeries();
        this.wait(bits);
    }

    /* When it is looked at again. */
    wait(bits) {
        if (bits & (WEB.FRAME | WEB.MOVES) && !this.frame) this.frame = requestAnimationFrame((now) => this.turn(now));
        if (!(bits & WEB.MOVES)) this.last = 0;
        clearTimeout(this.timer);
        const rest = bits & WEB.WRITES ? 0 : bits & WEB.RESTS ? this.call("rest") : -1, since = performance.now();
        if (rest >= 0) this.timer = setTimeout(() => {
            this.call("tick", performance.now() - since);
            this.tend();
        }, rest);
        this.moving = (bits & WEB.MOVES) !== 0;
    }

    /* Once for each of the display's frames, while something is wished. */
    turn(now) {
        this.frame = 0;
        if (this.moving && this.last) this.call("tick", now - this.last);
        if (this.moving) this.last = now;
        const bits = this.moving || this.pointed ? this.call("after") : 0;
        this.pointed = false;
        this.paint();
        if (bits) this.tend();
        else this.wait(0);
    }

    /* A place of its own is one to come back to. */
    moved(place) {
        this.canvas.setAttribute("aria-label", this.text("title"));
        document.documentElement.lang = this.text("language");
        document.body.style.background = "#" + (this.call("ground") & 0xffffff).toString(16).padStart(6, "0");
        if (!this.address) return;
        document.title = this.text("title") + " · attnscope";
        const link = this.text("link");
        if (link === location.hash) return;
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
                this.clicked = near ? null : {x, y, time: e.timeStamp};
                this.pressed = true;
            }
        } else if (e.button === 0 || e.type === "pointercancel") {
            this.pressed = false;
            this.call("release", x, y);
        }
        this.tend();
    }

    leave() {
        this.call("leave");
        this.tend();
    }

    finger(e) {
        const [x, y] = this.at(e);
        if (e.type === "pointerup" && this.waits) this.wake();
        this.call("finger", FINGER[e.type], e.pointerId, x, y, e.timeStamp);
        if (e.type === "pointerup") this.keys.focus({preventScroll: true});
        this.tend();
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
        if (e.key === "o" && (e.ctrlKey || e.metaKey)) {
            e.preventDefault();
            document.getElementById("files")?.click();
            return;
        }
        if (!["Shift", "Tab"].includes(e.key)) this.leaves = e.key === "Escape";
        if (this.program.give([e.key, e.code], (key, code) => this.call("key", key, code, this.held(e)))) e.preventDefault();
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
        const done = this.program.give([link], (at) => this.call("go", at));
        this.tend();
        return done;
    }

    /* Files of one's own: [[path, bytes], …], paths from the folder that was given. They stay in this page. */
    open(files) {
        for (const [path, bytes] of files) this.program.files.put(PLACE.own + path, bytes);
        const named = (pattern) => files.map(([path]) => path).find((path) => pattern.test(path));
        const model = named(/(^|\/)config\.json$/), lesson = named(/\.md$/i);
        const folder = model && model.replace(/\/?config\.json$/, "");
        const words = model ? ["--model", PLACE.own + folder] : lesson ? ["lesson", PLACE.own + lesson] : ["heatmap", ...files.map(([path]) => PLACE.own + path)];
        try {
            this.start(words);
        } catch (e) {
            this.tell(e.message);
        }
    }

    tell(text) {
        const note = document.getElementById("note");
        Object.assign(note, {textContent: text, hidden: false});
        setTimeout(() => { note.hidden = true; }, 6000);
    }
}

/* ---- What the address asks for ---- */

/* The words of a command line for ?lesson=4, ?text=…, ?model=…, ?lang=…, ?theme=…, ?embed and #view=…&lang=… */
function wordsOf(program, place) {
    const query = new URLSearchParams(place.search), hash = Object.fromEntries(place.hash.slice(1).split("&").filter((part) => part.includes("="))
        .map((part) => [part.slice(0, part.indexOf("=")), decodeURIComponent(part.slice(part.indexOf("=") + 1))]));
    const words = query.has("lesson") && !hash.view ? ["lesson", ...(query.get("lesson") ? [query.get("lesson")] : [])] : [];
    const option = (name, value) => { if (value) words.push("--" + name, value); };
    option("view", hash.view);
    option("model", query.get("model"));
    option("lang", hash.lang || query.get("lang"));
    option("theme", query.get("theme") || (program.remembers("session") ? "" : matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "paper"));
    if (place.protocol.startsWith("http")) option("link", place.href.split("#")[0]);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) words.push("--no-motion");
    if (query.has("embed")) words.push("--fresh");
    if (query.get("text") && !hash.view) words.push(query.get("text"));
    return words;
}

/* Files of a drop, folders opened: [[path, bytes], …]. */
async function filesOf(items) {
    const out = [];
    const walk = async (entry) => {
        if (entry.isFile) {
            const file = await new Promise((done, failed) => entry.file(done, failed));
            out.push([entry.fullPath.slice(1), new Uint8Array(await file.arrayBuffer())]);
            return;
        }
        const reader = entry.createReader();
        for (let some = [null]; some.length;) {
            some = await new Promise((done, failed) => reader.readEntries(done, failed));
            for (const each of some) await walk(each);
        }
    };
    for (const entry of items) await walk(entry);
    return out;
}

function takeFiles(figure) {
    const place = figure.place, choose = document.getElementById("files"), button = document.getElementById("open");
    button.textContent = figure.label("page.open");
    button.addEventListener("click", () => choose.click());
    choose.addEventListener("change", async () => {
        figure.open(await Promise.all([...choose.files].map(async (file) => [file.webkitRelativePath || file.name, new Uint8Array(await file.arrayBuffer())])));
        choose.value = "";
    });
    place.addEventListener("dragover", (e) => e.preventDefault());
    place.addEventListener("drop", async (e) => {
        e.preventDefault();
        const entries = [...e.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry);
        if (entries.length) figure.open(await filesOf(entries));
    });
}

async function pack() {
    const inside = document.getElementById("pack");
    if (inside) return Uint8Array.from(atob(inside.textContent), (c) => c.charCodeAt(0));
    const answer = await fetch("attnscope.pack");
    if (!answer.ok) throw new Error("attnscope.pack: " + answer.status);
    return new Uint8Array(await answer.arrayBuffer());
}

async function main() {
    const embedded = new URLSearchParams(location.search).has("embed");
    const program = await Program.start(await pack(), {embedded}), place = document.getElementById("place");
    const options = {address: !embedded, quiet: embedded};
    let figure;
    try {
        figure = new Figure(program, place, {...options, words: wordsOf(program, location)});
    } catch (e) { /* a link that leads nowhere: the model's own sentence, and what is wrong */
        if (e instanceof WebAssembly.RuntimeError) throw e;
        figure = new Figure(program, place, {...options, words: ["--fresh"]});
        if (!location.hash || figure.go(location.hash)) figure.tell(e.message);
    }
    document.getElementById("note").hidden = true;
    performance.mark("attnscope: first frame");
    addEventListener("popstate", () => { if (location.hash !== figure.text("link")) figure.go(location.hash); });
    const keep = () => { if (!embedded) figure.call("keep"); };
    addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
    takeFiles(figure);
    globalThis.attnscope = {program, figures: [figure]};
}

if (!window.attnscopeLacks) main().catch((e) => {
    Object.assign(document.getElementById("note"), {textContent: e.message, hidden: false});
    throw e;
});
