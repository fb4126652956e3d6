/* Files in memory, as WASI has them (wasi_snapshot_preview1): what the program's C library asks of a page. A classic
   script, for modules do not open from a disk; Node loads it as well. Not for what becomes of a file: `renamed` is told
   of each that is whole, for the program writes beside and renames; `missing` of each that was asked for and is not there.

   const files = new Files({env: {NAME: "text"}, args: ["program"], said(fd, bytes), renamed(path, bytes, from),
   missing(path)});
   files.put("/assets/x", bytes); await WebAssembly.instantiate(module, files.imports); files.memory = exports.memory; */
"use strict";

class Exit extends Error {
    constructor(status) {
        super("the program ended with status " + status);
        this.status = status;
    }
}

class Files {
    static ERRNO = {BADF: 8, EXIST: 20, INVAL: 28, ISDIR: 31, NOENT: 44, NOTDIR: 54, NOTEMPTY: 55};
    static FOLDER = 3;
    static FILE = 4;

    constructor({env = {}, args = [], said = () => {}, renamed = () => {}, missing = () => {}} = {}) {
        Object.assign(this, {env, args, said, renamed, missing, memory: null, numbers: 0});
        this.root = this.folder();
        /* 0 to 2 are the standard streams, 3 is the root. */
        this.open = [{stream: 0}, {stream: 1}, {stream: 2}, {node: this.root, at: 0, path: "/"}];
        this.imports = {wasi_snapshot_preview1: this.calls()};
    }

    /* ---- The tree ---- */

    folder() { return {kids: new Map(), number: ++this.numbers, time: Date.now()}; }

    file(bytes = new Uint8Array(0)) { return {bytes, size: bytes.length, own: false, number: ++this.numbers, time: Date.now()}; }

    /* {parent, name, node, path}: node is undefined if there is none; null: a folder on the way is missing. */
    find(path, from = "/") {
        const parts = [];
        for (const part of (path.startsWith("/") ? path : from + "/" + path).split("/"))
            if (part === "..") parts.pop();
            else if (part && part !== ".") parts.push(part);
        let node = this.root, parent = null, name = "";
        for (const part of parts) {
            if (!node || !node.kids) return null;
            parent = node, name = part, node = node.kids.get(part);
        }
        return {parent, name, node, path: "/" + parts.join("/")};
    }

    /* Makes the folders on the way. The bytes are not copied until they are written. */
    put(path, bytes) {
        let node = this.root;
        const parts = path.split("/").filter((part) => part), name = parts.pop();
        for (const part of parts) {
            if (!node.kids.has(part)) node.kids.set(part, this.folder());
            node = node.kids.get(part);
        }
        if (bytes) node.kids.set(name, this.file(bytes));
        else if (!node.kids.has(name)) node.kids.set(name, this.folder());
    }

    /* The bytes of a file; undefined: there is none. */
    get(path) {
        const found = this.find(path);
        return found && found.node && found.node.bytes ? found.node.bytes.subarray(0, found.node.size) : undefined;
    }

    /* The paths of all files in a folder and below. */
    list(path) {
        const found = this.find(path), out = [];
        const walk = (node, at) => {
            if (node.bytes) out.push(at);
            else for (const [name, kid] of node.kids) walk(kid, at + "/" + name);
        };
        if (found && found.node) walk(found.node, found.path === "/" ? "" : found.path);
        return out.sort();
    }

    remove(path) {
        const found = this.find(path);
        if (found && found.node && found.parent) found.parent.kids.delete(found.name);
    }

    write(node, at, bytes) {
        const end = at + bytes.length;
        if (!node.own || end > node.bytes.length) {
            const room = new Uint8Array(Math.max(end, node.own ? 2 * node.bytes.length : node.size, 256));
            room.set(node.bytes.subarray(0, node.size));
            node.bytes = room, node.own = true;
        }
        node.bytes.set(bytes, at);
        node.size = Math.max(node.size, end);
        node.time = Date.now();
    }

    /* ---- Memory of the program ---- */

    view() { return new DataView(this.memory.buffer); }

    bytes(at, size) { return new Uint8Array(this.memory.buffer, at, size); }

    text(at, size) { return new TextDecoder().decode(this.bytes(at, size).slice()); }

    pieces(at, count) {
        const view = this.view(), out = [];
        for (let i = 0; i < count; i++) out.push(this.bytes(view.getUint32(at + 8 * i, true), view.getUint32(at + 8 * i + 4, true)));
        return out;
    }

    number(at, value) { this.view().setUint32(at, value, true); return 0; }

    long(at, value) { this.view().setBigUint64(at, BigInt(value), true); return 0; }

    stat(at, node) {
        const view = this.view(), time = BigInt(node.time || 0) * 1000000n;
        this.bytes(at, 64).fill(0);
        view.setBigUint64(at + 8, BigInt(node.number || 0), true);
        view.setUint8(at + 16, node.kids ? Files.FOLDER : node.bytes ? Files.FILE : 0);
        view.setBigUint64(at + 24, 1n, true);
        view.setBigUint64(at + 32, BigInt(node.size || 0), true);
        for (const where of [40, 48, 56]) view.setBigUint64(at + where, time, true);
        return 0;
    }

    texts(list, pointers, at) {
        for (const text of list) {
            const bytes = new TextEncoder().encode(text + "\0");
            this.number(pointers, at);
            this.bytes(at, bytes.length).set(bytes);
            pointers += 4, at += bytes.length;
        }
        return 0;
    }

    sizes(list, count, size) {
        this.number(count, list.length);
        return this.number(size, list.reduce((sum, text) => sum + new TextEncoder().encode(text).length + 1, 0));
    }

    /* ---- What the C library calls ---- */

    calls() {
        const E = Files.ERRNO, env = () => Object.entries(this.env).map(([name, text]) => name + "=" + text);
        const at = (fd, path, size) => this.open[fd] && this.open[fd].node ? this.find(this.text(path, size), this.open[fd].path) : null;
        const opened = (fd, act) => this.open[fd] && (this.open[fd].node || fd < 3) ? act(this.open[fd]) : E.BADF;
        return {
            args_get: (list, room) => this.texts(this.args, list, room),
            args_sizes_get: (count, size) => this.sizes(this.args, count, size),
            environ_get: (list, room) => this.texts(env(), list, room),
            environ_sizes_get: (count, size) => this.sizes(env(), count, size),
            clock_time_get: (id, precision, out) => this.long(out, Math.round((id === 0 ? Date.now() : performance.now()) * 1e6)),
            random_get: (out, size) => { crypto.getRandomValues(this.bytes(out, size)); return 0; },
            proc_exit: (status) => { throw new Exit(status); },
            /* Nobody is waited for: a pause is over at once. */
            poll_oneoff: (wanted, events, count, out) => {
                this.bytes(events, 32).fill(0);
                this.long(events, this.view().getBigUint64(wanted, true));
                return this.number(out, 1);
            },
            fd_close: (fd) => opened(fd, () => { if (fd > 2) this.open[fd] = null; return 0; }),
            fd_sync: (fd) => opened(fd, () => 0),
            fd_fdstat_set_flags: (fd) => opened(fd, () => 0),
            fd_fdstat_get: (fd, out) => opened(fd, ({node}) => {
                this.bytes(out, 24).fill(0);
                this.view().setUint8(out, !node ? 0 : node.kids ? Files.FOLDER : Files.FILE);
                this.long(out + 8, 0x1fffffffn);
                return this.long(out + 16, 0x1fffffffn);
            }),
            fd_filestat_get: (fd, out) => opened(fd, ({node}) => this.stat(out, node || {})),
            fd_prestat_get: (fd, out) => fd === 3 ? this.number(out, 0) || this.number(out + 4, 1) : E.BADF,
            fd_prestat_dir_name: (fd, out) => { this.bytes(out, 1)[0] = 47; return 0; },
            fd_read: (fd, list, count, out) => opened(fd, (file) => {
                let got = 0;
                if (file.node && file.node.kids) return E.ISDIR;
                for (const to of file.node ? this.pieces(list, count) : []) {
                    const from = file.node.bytes.subarray(file.at, Math.min(file.at + to.length, file.node.size));
                    to.set(from);
                    file.at += from.length, got += from.length;
                }
                return this.number(out, got);
            }),
            fd_write: (fd, list, count, out) => opened(fd, (file) => {
                let put = 0;
                for (const from of this.pieces(list, count)) {
                    if (file.node) this.write(file.node, file.append ? file.node.size : file.at, from);
                    else this.said(fd, from.slice());
                    file.at += from.length, put += from.length;
                }
                return this.number(out, put);
            }),
            fd_seek: (fd, offset, whence, out) => opened(fd, (file) => {
                if (!file.node) return E.INVAL;
                file.at = Number(offset) + (whence === 0 ? 0 : whence === 1 ? file.at : file.node.size);
                return this.long(out, file.at);
            }),
            fd_readdir: (fd, out, size, cookie, used) => opened(fd, ({node}) => {
                if (!node || !node.kids) return E.NOTDIR;
                const kids = [[".", node], ["..", node], ...node.kids];
                let at = 0;
                for (let i = Number(cookie); i < kids.length && at < size; i++) {
                    const name = new TextEncoder().encode(kids[i][0]), entry = new Uint8Array(24 + name.length), view = new DataView(entry.buffer);
                    view.setBigUint64(0, BigInt(i + 1), true);
                    view.setBigUint64(8, BigInt(kids[i][1].number), true);
                    view.setUint32(16, name.length, true);
                    view.setUint8(20, kids[i][1].kids ? Files.FOLDER : Files.FILE);
                    entry.set(name, 24);
                    this.bytes(out + at, Math.min(entry.length, size - at)).set(entry.subarray(0, size - at));
                    at += Math.min(entry.length, size - at);
                }
                return this.number(used, at);
            }),
            path_open: (fd, follow, path, length, how, rights, inherited, flags, out) => {
                const CREATE = 1, FOLDER = 2, NEW = 4, EMPTY = 8, APPEND = 1, found = at(fd, path, length);
                if (!found || (!found.node && !(how & CREATE))) return E.NOENT;
                if (found.node && how & CREATE && how & NEW) return E.EXIST;
                if (found.node && how & FOLDER && !found.node.kids) return E.NOTDIR;
                if (found.node && found.node.kids && how & CREATE) return E.ISDIR;
                if (!found.node) found.parent.kids.set(found.name, found.node = this.file());
                if (how & EMPTY && found.node.bytes) Object.assign(found.node, {bytes: new Uint8Array(0), size: 0, own: false});
                let free = this.open.indexOf(null);
                if (free < 0) free = this.open.length;
                this.open[free] = {node: found.node, at: 0, append: (flags & APPEND) !== 0, path: found.path};
                return this.number(out, free);
            },
            path_filestat_get: (fd, follow, path, length, out) => {
                const found = at(fd, path, length);
                if (found && found.node) return this.stat(out, found.node);
                if (found) this.missing(found.path);
                return E.NOENT;
            },
            path_create_directory: (fd, path, length) => {
                const found = at(fd, path, length);
                if (!found) return E.NOENT;
                if (found.node) return E.EXIST;
                found.parent.kids.set(found.name, this.folder());
                return 0;
            },
            path_remove_directory: (fd, path, length) => {
                const found = at(fd, path, length);
                if (!found || !found.node) return E.NOENT;
                if (!found.node.kids) return E.NOTDIR;
                if (found.node.kids.size) return E.NOTEMPTY;
                found.parent.kids.delete(found.name);
                return 0;
            },
            path_unlink_file: (fd, path, length) => {
                const found = at(fd, path, length);
                if (!found || !found.node) return E.NOENT;
                if (found.node.kids) return E.ISDIR;
                found.parent.kids.delete(found.name);
                return 0;
            },
            path_rename: (fd, path, length, other, name, size) => {
                const from = at(fd, path, length), to = at(other, name, size);
                if (!from || !from.node || !to) return E.NOENT;
                if (to.node && to.node.kids) return to.node.kids.size ? E.NOTEMPTY : E.ISDIR;
                from.parent.kids.delete(from.name);
                to.parent.kids.set(to.name, from.node);
                if (from.node.bytes) this.renamed(to.path, from.node.bytes.subarray(0, from.node.size), from.path);
                return 0;
            },
        };
    }
}

if (typeof module !== "undefined") module.exports = {Files, Exit};
