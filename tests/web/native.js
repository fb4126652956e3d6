/* What the tests of pages share: the native program (the first argument) in a folder of its own, and comparing with it. */
"use strict";
const fs = require("fs"), path = require("path"), {execFileSync} = require("child_process");

const program = path.resolve(process.argv[2]);
const work = fs.mkdtempSync(path.join(require("os").tmpdir(), "attnscope-page-")), assets = path.resolve("assets");
let failed = 0;

function say(name, fine, more = "") {
    if (!fine && more) console.log("# " + String(more).slice(0, 600));
    console.log((fine ? "ok page: " : "not ok page: ") + name);
    if (!fine) failed++;
}

function native(...words) {
    return execFileSync(program, words, {cwd: work, env: {...process.env, ATTNSCOPE_ASSETS: assets, XDG_STATE_HOME: work + "/state", LC_ALL: "C"}});
}

/* How many pixels of the canvas are not those of a file, else of the native window of the same view; within a rectangle. */
async function different(page, which = 0, file = null, [left, top, wide, high] = [0, 0, 1e9, 1e9]) {
    const [view, lang, width, height] = await page.run(`(() => { const f = attnscope.figures[${which}]; return [f.text("view"), f.text("language"), f.width, f.height]; })()`);
    if (!file) native("export", "--view", view, "--lang", lang, "--frame", "window", "--size", width + "x" + height, "--force", "-o", "native.png");
    const theirs = execFileSync("convert", [path.join(work, file || "native.png"), "-depth", "8", "rgba:-"], {maxBuffer: 1 << 28});
    if (await page.digest(which) === require("crypto").createHash("sha256").update(theirs).digest("hex")) return 0;
    const ours = await page.pixels(which), within = (x, y) => x >= left && x < left + wide && y >= top && y < top + high;
    let count = ours.length === theirs.length ? 0 : ours.length;
    for (let i = 0; count < ours.length && i < ours.length; i += 4)
        if (within(i / 4 % width, i / 4 / width | 0) && (ours[i] !== theirs[i] || ours[i + 1] !== theirs[i + 1] || ours[i + 2] !== theirs[i + 2])) count++;
    return count;
}

/* The last thing that a test does. */
function end() {
    fs.rmSync(work, {recursive: true, force: true});
    process.exit(failed ? 1 : 0);
}

module.exports = {work, assets, native, different, say, end};
