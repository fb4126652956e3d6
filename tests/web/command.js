/* The command line of a page, run in Node over the page's own files, one command after the other. Usage: node command.js WASM ROOT COMMANDS OUT
   ROOT/assets, ROOT/lessons and the fonts beside WASM are read, and the folder that it runs in; files that are written are put into that. Each command
   is its words, each ended by a zero byte, and one zero byte more; of the Nth, from 1, OUT/N.out, N.err and N.status are what it says. State begins empty. */
"use strict";
const fs = require("fs"), path = require("path");
const {Files, Exit} = require("../../src/platform/web/files.js"), {Letters} = require("../../src/platform/web/letters.js");

const [wasm, root, commands, out] = process.argv.slice(2), program = new WebAssembly.Module(fs.readFileSync(wasm));
let said;
const files = new Files({env: {ATTNSCOPE_ASSETS: "/assets", XDG_STATE_HOME: "/state", LC_ALL: "C"}, said: (fd, bytes) => said[fd].push(bytes)});

function take(from, to) {
    for (const entry of fs.readdirSync(from, {withFileTypes: true})) {
        if (entry.isDirectory()) take(path.join(from, entry.name), to + "/" + entry.name);
        else files.put(to + "/" + entry.name, new Uint8Array(fs.readFileSync(path.join(from, entry.name))));
    }
}

function run(words) {
    said = [[], [], []];
    files.args = ["attnscope", ...words];
    files.open.length = 4;
    files.remove("/state");
    const instance = new WebAssembly.Instance(program, {...files.imports, ...new Letters(files).imports});
    files.memory = instance.exports.memory;
    try {
        instance.exports._start();
    } catch (e) {
        if (!(e instanceof Exit)) throw e;
        return e.status;
    }
    return 0;
}

for (const name of ["models", "lang", "deck"]) take(path.join(root, "assets", name), "/assets/" + name);
take(path.join(root, "lessons"), "/assets/lessons");
take(path.join(path.dirname(wasm), "fonts"), "/fonts");
take(".", "");
const there = new Set(files.list("/"));
fs.readFileSync(commands, "utf8").split("\0\0").slice(0, -1).forEach((command, i) => {
    const status = run(command.split("\0"));
    for (const name of files.list("/")) {
        if (there.has(name) || name.startsWith("/state/")) continue;
        there.add(name);
        fs.mkdirSync("." + path.dirname(name), {recursive: true});
        fs.writeFileSync("." + name, files.get(name));
    }
    for (const [fd, end] of [[1, "out"], [2, "err"]]) fs.writeFileSync(path.join(out, i + 1 + "." + end), Buffer.concat(said[fd]));
    fs.writeFileSync(path.join(out, i + 1 + ".status"), String(status));
});
