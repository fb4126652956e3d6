/* What both browsers are asked about files of one's own; where these are, and a font in which whatever is written with its
   letters is made of squares. */
"use strict";
const fs = require("fs"), path = require("path"), {execFileSync} = require("child_process");
const {work, native} = require("./native.js"), {pause} = require("./browser.js");

/* Before a browser is started. */
function prepare() {
    const folder = path.join(work, "own");
    fs.mkdirSync(folder);
    execFileSync("/usr/bin/python3", [path.join(__dirname, "letters.py"), folder]);
    process.env.FONTCONFIG_FILE = path.join(folder, "fonts.conf");
    fs.writeFileSync(path.join(folder, "words.csv"), ",سسسسسس,नमस्ते,犬猫犬,狐\n猫 שלום,.1,.2,.7,.4\nnaïve e\u0301te\u0301,.5,.5,0,.1\n");
    fs.writeFileSync(path.join(folder, "patches.csv"), ".1,.2,.7\n.5,.5,0\n.25,.25,.5\n");
    fs.writeFileSync(path.join(folder, "labels.txt"), "one\ntwo\nthree\n");
    fs.copyFileSync("lessons/en/02-words-become-vectors.md", path.join(folder, "lesson.md"));
    fs.cpSync("assets/models/dates", path.join(folder, "mine"), {recursive: true});
    native("export", "--step", "encoder.0.self.weights", "--head", "0", "-o", path.join(folder, "numbers.npy"));
    native("export", "--step", "encoder.0.self.weights", "--size", "400x400", "-o", path.join(folder, "photo.png"));
    return (name) => path.join(folder, name);
}

/* In a rectangle of the canvas: in how many pieces from left to right there is something, how wide and high it all is, how much of that is
   filled, its middle, and how many pixels are red. */
const ink = (page, x, y, wide, high) => page.run(`(() => { const {data} = attnscope.figures[0].paper.getImageData(${x}, ${y}, ${wide}, ${high}), columns = new Set(), rows = new Set();
    let count = 0, red = 0, pieces = 0;
    for (let i = 0; i < data.length; i += 4) {
        if ([0, 1, 2].every((k) => Math.abs(data[i + k] - data[k]) < 64)) continue;
        count++, columns.add(i / 4 % ${wide}), rows.add(i / 4 / ${wide} | 0);
        if (data[i] > 192 && data[i + 1] < 64) red++;
    }
    for (const column of columns) if (!columns.has(column - 1)) pieces++;
    const left = Math.min(...columns), width = Math.max(...columns) + 1 - left, height = Math.max(...rows) + 1 - Math.min(...rows);
    return {pieces, width, height, filled: count / width / height, middle: ${x} + left + width / 2, red}; })()`);

/* The headings of words.csv, in a window of 1440 × 900, each over its column. */
async function letters(page, say, who) {
    const over = (column) => ink(page, 252 + 176 * column, 194, 156, 24);
    for (let i = 0; i < 40 && (await over(2)).filled < 0.9; i++) await pause(100); /* a browser may find a font later */
    const [arabic, hindi, dogs, fox] = [await over(0), await over(1), await over(2), await over(3)];
    const told = JSON.stringify([arabic, hindi, dogs, fox]), middle = (each, column) => Math.abs(each.middle - (330 + 176 * column)) < 2;
    say(who + "letters that change each other's form are joined", arabic.pieces === 1 && arabic.width > 30 && hindi.pieces === 1 && hindi.width > 15, told);
    say(who + "letters that the page has not are the browser's", dogs.filled > 0.9 && fox.filled > 0.9 && fox.red > 0.8 * fox.width * fox.height && dogs.red === 0, told);
    say(who + "and as wide as was measured", Math.abs(dogs.width - 3 * fox.width) <= 2 && [arabic, hindi, dogs, fox].every(middle), told);
}

/* give(...paths): hands these files to the page and waits until they are shown. */
async function files(page, say, give, who) {
    const title = () => page.run("document.title"), told = () => page.run("document.getElementById('note').hidden ? '' : document.getElementById('note').textContent");
    const state = async () => (await title()) + " | " + (await told()) + " | " + (await page.view());
    await give("words.csv");
    await letters(page, say, who);
    await give("patches.csv");
    const alone = await page.digest();
    await give("patches.csv", "labels.txt");
    const named = await page.digest();
    await give("photo.png", "patches.csv");
    say(who + "a matrix opens, over a picture and with labels if they are beside it", new Set([alone, named, await page.digest()]).size === 3 && !await told() && /patches/.test(await title()), await state());
    await give("numbers.npy");
    say(who + "an array opens", /numbers/.test(await title()) && !await told(), await state());
    await give("lesson.md");
    say(who + "a lesson opens", (await page.view()).includes("lesson ") && !await told(), await state());
    await give("mine");
    say(who + "a model's folder opens", /\d/.test(await page.view()) && !(await page.view()).includes("dog") && !await told(), await state());
    await give("test.ttf");
    say(who + "what cannot be read is told", /test\.ttf/.test(await told()) && !(await page.view()).includes("dog"), await state());
}

module.exports = {prepare, files};
