/* The program in a page: one, however many figures it shows; its files, what is remembered of it, what is saved. Nothing is
   asked of any other machine than the one the page came from. */
"use strict";

const PLACE = {models: "/assets/models/", state: "/state/attnscope/", out: "/Downloads/", own: "/own/", kept: "attnscope:"};

class Program {
    /* load: gives the bytes of a pack by its name, compressed. */
    static async start(load, {embedded}) {
        const program = new Program(load, embedded), wasm = await program.unpack("attnscope.pack");
        const {instance} = await WebAssembly.instantiate(wasm, {...program.files.imports, ...new Letters(program.files, () => program.figures.forEach((each) => each.lettersChanged())).imports});
        program.call = instance.exports;
        program.files.memory = program.call.memory;
        program.call._initialize();
        return program;
    }

    constructor(load, embedded) {
        const language = navigator.language || "en";
        this.load = load;
        this.embedded = embedded;
        this.packs = {}; /* of models that are not here yet: their sizes, 0: that cannot be had */
        this.wanted = ""; /* that of these which the program has asked for */
        this.series = [];
        this.figures = [];
        this.files = new Files({
            env: {ATTNSCOPE_ASSETS: "/assets", XDG_STATE_HOME: "/state", LANG: language.replace("-", "_") + ".UTF-8"},
            said: (fd, bytes) => console.log(new TextDecoder().decode(bytes)),
            renamed: (path, bytes, from) => this.renamed(path, bytes, from),
            missing: (path) => { if (path.startsWith(PLACE.models) && path.slice(PLACE.models.length) in this.packs) this.wanted = path.slice(PLACE.models.length); },
        });
        for (const folder of ["/state/attnscope", "/Downloads", "/own"]) this.files.put(folder);
        if (!embedded) this.recall();
    }

    /* Four bytes: how long the list is; the list: [[path, size], …]; the files. Gives the program, if it is among them. */
    async unpack(name) {
        const stream = new Blob([await this.load(name)]).stream().pipeThrough(new DecompressionStream("gzip"));
        const pack = new Uint8Array(await new Response(stream).arrayBuffer());
        const size = new DataView(pack.buffer).getUint32(0, true), list = JSON.parse(new TextDecoder().decode(pack.subarray(4, 4 + size)));
        let at = 4 + size, wasm = null;
        for (const [path, length] of list) {
            const bytes = pack.subarray(at, at += length);
            if (path === "attnscope.wasm") wasm = bytes;
            else if (path === "packs") this.packs = JSON.parse(new TextDecoder().decode(bytes));
            else this.files.put(path, bytes);
        }
        return wasm;
    }

    /* Fetches the model that is wanted. Gives nothing, or why it is not here: a text's key and what is put into it. */
    async fetchModel() {
        const name = this.wanted;
        this.wanted = "";
        if (this.packs[name] === 0) return ["page.absent", name];
        try {
            await this.unpack("models/" + name + ".pack");
        } catch (e) {
            return ["page.failed", name, e.message];
        }
        delete this.packs[name];
        return null;
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
