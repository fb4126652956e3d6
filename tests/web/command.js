/* The command line of a page, run in Node over the page's own files. Usage: node command.js WASM ROOT ARGUMENTS…
   ROOT/assets, ROOT/lessons and the fonts beside WASM are read; files that it writes are put into the folder that it runs
   in. Its state begins empty. */
"use strict";
const fs = require("fs"), path = require("path");
const {Files, Exit} = require("../../src/platform/web/files.js"), {Letters} = require("../../src/platform/web/letters.js");

const [wasm, root, ...words] = process.argv.slice(2);
const said = [[], [], []], written = new Map();
const files = new Files({
    args: ["attnscope", ...words],
    env: {ATTNSCOPE_ASSETS: "/assets", XDG_STATE_HOME: "/state", LC_ALL: "C"},
    said: (fd, bytes) => said[fd].push(bytes),
    renamed: () => {},
});

function take(from, to) {
    for (const entry of fs.readdirSync(from, {withFileTypes: true})) {
        if (entry.isDirectory()) take(path.join(from, entry.name), to + "/" + entry.name);
        else files.put(to + "/" + entry.name, new Uint8Array(fs.readFileSync(path.join(from, entry.name))));
    }
}

for (const name of ["models", "lang", "deck"]) take(path.join(root, "assets", name), "/assets/" + name);
take(path.join(root, "lessons"), "/assets/lessons");
take(path.join(path.dirname(wasm), "fonts"), "/fonts");
take(".", "");
const before = new Set(files.list("/"));

let status = 0;
const instance = new WebAssembly.Instance(new WebAssembly.Module(fs.readFileSync(wasm)), {...files.imports, ...new Letters(files).imports});
files.memory = instance.exports.memory;
try {
    instance.exports._start();
} catch (e) {
    if (!(e instanceof Exit)) throw e;
    status = e.status;
}
for (const name of files.list("/")) {
    if (before.has(name) || name.startsWith("/state/")) continue;
    fs.mkdirSync("." + path.dirname(name), {recursive: true});
    fs.writeFileSync("." + name, files.get(name));
}
for (const fd of [1, 2]) fs.writeSync(fd, Buffer.concat(said[fd]));
process.exit(status);
