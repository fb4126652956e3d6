/* The page in Chromium: what a person does, and that it is what the window shows. Usage: node page.js PROGRAM FOLDER, from the
   repository's root; FOLDER is what `make web` wrote. Prints ok / not ok. */
"use strict";
const fs = require("fs"), path = require("path"), {execFileSync} = require("child_process");
const {browser, serve, open, pause} = require("./browser.js");

const {work, assets, native, different, say, end} = require("./native.js"), {prepare, files} = require("./own.js");

const [program, folder] = process.argv.slice(2).map((each) => path.resolve(each)), saved = path.join(work, "saved");
fs.mkdirSync(saved);
const own = prepare();

async function comes(pattern, most = 15000) {
    for (const end = Date.now() + most; Date.now() < end; await pause(20)) {
        const name = fs.readdirSync(saved).find((each) => pattern.test(each));
        if (name && fs.statSync(path.join(saved, name)).size) return path.join(saved, name);
    }
    throw new Error("no file like " + pattern);
}

const tests = [
    ["the first visit: the sentence, in the reader's colours, as the native window", async (b, site) => {
        const page = await open(b, {dark: true});
        await page.go(site.base);
        const view = await page.view();
        say("it opens on the sentence, by night where that is wished", view.includes("depth sentence") && view.includes("theme night"), view);
        say("its canvas is the native window", await different(page) === 0, await different(page));
        say("its title says what is shown", /dog/.test(await page.run("document.title")), await page.run("document.title"));
        say("it is ready within a few seconds", (await page.run("performance.getEntriesByName('attnscope: first frame')[0].startTime")) < 8000);
        await page.close();
    }],
    ["steps", async (b, site) => {
        const page = await open(b);
        await page.go(site.base);
        const first = await page.view();
        await page.key("ArrowRight");
        const second = await page.view(), titled = await page.run("document.title");
        say("→ goes to the next word", first !== second && second.includes("@11 head=2"), second);
        say("the address has the view", (await page.run("decodeURIComponent(location.hash)")) === "#view=" + second + "&lang=en", await page.run("location.hash"));
        say("and it is the native window", await different(page) === 0);
        await page.key("ArrowDown");
        say("↓ opens the machine", (await page.view()).includes("depth model"));
        await page.run("history.back()");
        await page.until(`attnscope.figures[0].text("view") === ${JSON.stringify(second)}`);
        say("Back goes to the place before", true);
        await page.rest();
        say("and is titled so", (await page.run("document.title")) === titled, await page.run("document.title"));
        await page.run("history.forward()");
        await page.until("attnscope.figures[0].text('view').includes('depth model')");
        say("and forward", true);
        await page.key("T", "KeyT", 0, "t");
        say("T changes the colours", (await page.view()).includes("theme night") && (await page.run("document.body.style.background")) !== "", await page.view());
        await page.close();
    }],
    ["pointer", async (b, site) => {
        const page = await open(b, {still: true});
        await page.go(site.base);
        const before = await page.digest(), changed = async () => before !== await page.digest();
        await page.mouse("mouseMoved", 720, 278);
        await page.until("attnscope.figures[0].said.textContent.length > 0 || attnscope.figures[0].canvas.style.cursor !== ''");
        await page.rest();
        say("hovering lights what is there", await changed());
        await page.drag(249, 339, 725, 310);
        const view = await page.view();
        say("a ribbon is dragged to another word", /move=/.test(view), view);
        say("what came of it is said", (await page.run("attnscope.figures[0].said.textContent + attnscope.figures[0].told.textContent")).length > 0);
        await page.mouse("mouseMoved", 10, 450);
        await page.rest();
        say("and shown as natively", await different(page) === 0, await different(page));
        await page.close();
    }],
    ["typing", async (b, site) => {
        const page = await open(b);
        await page.go(site.base);
        await page.letter("e");
        await page.send("Input.insertText", {text: "the red "});
        for (const letter of "car is old") await page.key(letter, letter === " " ? "Space" : "Key" + letter.toUpperCase(), 0, letter);
        await page.key("Enter");
        const view = await page.view();
        say("a sentence is typed", view.includes("text the red car is old"), view);
        await page.letter("e");
        await page.run(`(() => { const data = new DataTransfer(); data.setData("text/plain", "she is here"); attnscope.figures[0].keys.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data})); })()`);
        await page.key("Escape");
        await page.letter("e");
        await page.send("Input.imeSetComposition", {text: "th", selectionStart: 2, selectionEnd: 2});
        await page.send("Input.insertText", {text: "the dog is tired"});
        await page.key("Enter");
        say("and composed", /text [^;]*the dog is tired/.test(await page.view()), await page.view());
        await page.key("Escape");
        await page.key("Tab");
        say("Esc, then Tab leaves the figure", (await page.run("document.activeElement.id")) === "open", await page.run("document.activeElement.tagName"));
        await page.close();
    }],
    ["what is saved", async (b, site) => {
        const page = await open(b, {downloads: saved});
        await page.go(site.base + "?model=dates");
        await page.key("ArrowDown");
        await page.key("x", "KeyX", 0, "x");
        await page.key("Enter");
        const file = await comes(/^[^.].*\.png$/), bytes = fs.readFileSync(file);
        fs.unlinkSync(file);
        const told = bytes.toString("latin1").replace(/\0/g, "").match(/attnscope export .*? -o [^ ]*?\.png/);
        say("X, Enter saves a PNG", bytes.readUInt32BE(16) === 1920, file);
        execFileSync("bash", ["-c", 'eval "${told/attnscope/\\"$program\\"}"'], {cwd: work, env: {...process.env, told: Buffer.from(told[0], "latin1").toString(), program, ATTNSCOPE_ASSETS: assets, LC_ALL: "C"}});
        say("its command makes the same bytes natively", Buffer.compare(bytes, fs.readFileSync(path.join(work, path.basename(file)))) === 0, told[0]);
        await page.key("x", "KeyX", 0, "x");
        await page.key("ArrowDown");
        await page.key("ArrowRight");
        await page.key("Escape");
        await page.key("X", "KeyX", 8, "X");
        const series = await comes(/\.zip$/, 60000);
        execFileSync("python3", ["-c", "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); assert z.testzip() is None; z.extractall(sys.argv[2])", series, work + "/series"]);
        native("export", "--model", "dates", "--all", "--size", "320x240", "-o", "all");
        const names = fs.readdirSync(work + "/all").sort();
        const ours = fs.readdirSync(path.join(work, "series", fs.readdirSync(work + "/series")[0])).sort();
        say("a series is one .zip, of what export --all names", names.length > 20 && names.join() === ours.join(), ours.length + " of " + names.length);
        await page.close();
    }],
    ["what is kept", async (b, site) => {
        const page = await open(b);
        await page.go(site.base + "?lesson=1");
        say("?lesson=1 opens it", (await page.view()).includes("lesson 01"), await page.view());
        native("export", "--lesson", path.resolve("lessons/en/01-the-whole-machine.md"), "--frame", "window", "--size", "1440x900", "-o", "lesson");
        const first = path.join("lesson", fs.readdirSync(work + "/lesson").filter((name) => name.startsWith("001"))[0]);
        /* A lesson's file alone knows no course: what counts lessons is left out. */
        const figure = [0, 80, 1100, 660];
        say("and its figure is the one that export draws", await different(page, 0, first, figure) === 0, await different(page, 0, first, figure));
        await page.go(site.base + "?lesson=4");
        const heard = () => page.run("attnscope.figures[0].said.textContent");
        for (let i = 0; i < 12 && !(await heard()).includes("1: dog"); i++) await page.key("ArrowRight");
        await page.key("1", "Digit1", 0, "1");
        const answer = await heard();
        await page.key("2", "Digit2", 0, "2");
        say("a question is asked and answered", answer.includes("Not that one") && (await heard()).includes("Right: it"), answer + " | " + await heard());
        await page.run("dispatchEvent(new Event('pagehide'))");
        const kept = await page.run("Object.keys(localStorage).sort().join()");
        say("where it was left and what was done is kept", kept === "attnscope:lessons,attnscope:session", kept);
        const view = await page.view();
        const again = await open(b, {context: page.context});
        await again.go(site.base);
        say("and there on the next visit", (await again.view()) === view, (await again.view()) + " | " + view);
        await page.close();
        await again.close();
    }],
    ["a fine screen", async (b, site) => {
        const page = await open(b, {scale: 2});
        await page.go(site.base);
        say("twice as many pixels, as natively", await page.run("attnscope.figures[0].width") === 2880 && await different(page) === 0, await different(page));
        await page.size(1024, 768, 1);
        await page.until("attnscope.figures[0].width === 1024");
        await page.rest();
        say("it fits a smaller window", await different(page) === 0);
        await page.close();
    }],
    ["fingers", async (b, site) => {
        const page = await open(b, {touch: true});
        await page.go(site.base);
        const tap = async (x, y) => {
            await page.touch("touchStart", [[x, y]]);
            await page.touch("touchEnd", []);
            await page.rest();
        };
        await tap(1250, 215);
        say("a tap is a click", (await page.view()).includes("too wide"), await page.view());
        await tap(1250, 215);
        await page.touch("touchStart", [[249, 339]]);
        for (let i = 1; i <= 8; i++) await page.touch("touchMove", [[249 + 60 * i, 339 - 3 * i]]);
        await page.touch("touchEnd", []);
        await page.rest();
        say("a ribbon is moved by a finger", /move=/.test(await page.view()), await page.view());
        await page.close();
    }],
    ["a phone", async (b, site) => {
        const page = await open(b, {width: 390, height: 844, scale: 3, touch: true});
        await page.go(site.base);
        say("a phone's screen has all of its pixels", await page.run("attnscope.figures[0].width") === 1170);
        /* The middle of what can be dragged, and how far the words beside it may lie. */
        const [x, y] = await page.run(`(() => { const f = attnscope.figures[0], at = []; for (let y = 2; y < 844; y += 4) for (let x = 2; x < 390; x += 4) if (f.call("takes", 3 * x, 3 * y) === 2) at.push([x, y]);
            return at.reduce(([a, b], [x, y]) => [a + x / at.length, b + y / at.length], [0, 0]); })()`);
        for (const [right, down] of [[-10, 160], [-10, 100], [0, 60], [0, 200]]) {
            if (/move=/.test(await page.view())) break;
            await page.touch("touchStart", [[x, y]]);
            for (let i = 1; i <= 8; i++) await page.touch("touchMove", [[x + right * i / 8, y + down * i / 8]]);
            await page.touch("touchEnd", []);
            await page.rest();
        }
        say("a ribbon is moved by thumb", /move=/.test(await page.view()), await page.view());
        await page.close();
    }],
    ["what a figure of a step does not show: as the real window", async (b, site) => {
        execFileSync(path.join(__dirname, "window.sh"), [program, work, own("patches.csv")], {env: {...process.env, ATTNSCOPE_ASSETS: assets}, stdio: "ignore"});
        const page = await open(b, {still: true});
        await page.go(site.base + "?lesson=4&lang=en");
        say("a lesson's page is the native window", await different(page, 0, "lesson.png") === 0, await different(page, 0, "lesson.png"));
        await page.run(`attnscope.figures[0].open([["patches.csv", Uint8Array.from(atob("${fs.readFileSync(own("patches.csv")).toString("base64")}"), (c) => c.charCodeAt(0))]])`);
        await page.rest();
        say("a matrix of one's own, too", await different(page, 0, "matrix.png") === 0, await different(page, 0, "matrix.png"));
        await page.close();
        const phone = await open(b, {width: 390, height: 844, still: true});
        await phone.go(site.base);
        say("and what a small upright window shows", await different(phone, 0, "phone.png") === 0, await different(phone, 0, "phone.png"));
        await phone.close();
    }],
    ["in another page", async (b, site) => {
        fs.writeFileSync(path.join(folder, "test-course.html"), `<!DOCTYPE html><title>Course</title><h1>Course</h1><input id=own>
            <iframe src="./?embed#view=show%20encoder.0.self.weights%20head%3D1&lang=en" width=880 height=560></iframe>
            <iframe src="./?embed&lang=ru" width=880 height=560></iframe>`);
        const page = await open(b);
        await page.send("Page.navigate", {url: site.base + "test-course.html"});
        await page.until("((all) => all.length === 2 && all.every((f) => f.contentWindow.attnscope))([...document.querySelectorAll('iframe')])");
        const views = await page.run("[...document.querySelectorAll('iframe')].map((f) => f.contentWindow.attnscope.figures[0].text('view'))");
        say("two figures live in a course's page", views[0].includes("encoder.0.self.weights") && views[1].includes("depth sentence"), views);
        say("they take neither keys nor memory", (await page.run("document.activeElement.tagName")) === "BODY" && (await page.run("localStorage.length")) === 0, await page.run("document.activeElement.tagName"));
        await page.close();
        fs.unlinkSync(path.join(folder, "test-course.html"));
    }],
    ["a deck from elsewhere", async (b, site) => {
        native("export", "--step", "encoder.0.self.weights", "--step", "encoder.0.self.scores", "--deck", "A talk", "--live", "--link", site.base, "-o", "deck");
        const elsewhere = await serve(work + "/deck"), page = await open(b);
        await page.send("Page.navigate", {url: elsewhere.base});
        await page.until("globalThis.attnscope && document.querySelector('img[data-view]').complete");
        const box = await page.run("(() => { const r = document.querySelector('img[data-view]').getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })()");
        await page.mouse("mouseMoved", box[0] + box[2] / 2, box[1] + box[3] / 2);
        await page.mouse("mousePressed", box[0] + box[2] / 2, box[1] + box[3] / 2);
        await page.mouse("mouseReleased", box[0] + box[2] / 2, box[1] + box[3] / 2);
        await page.until("attnscope.figures.length === 1");
        await page.rest();
        const view = await page.view(), where = await page.run("location.hash");
        const shown = "getComputedStyle(document.querySelector('img[data-view]')).display !== 'none'", canvas = await page.run("(() => { const r = attnscope.figures[0].canvas.getBoundingClientRect(); return [r.x, r.y, r.width, r.height]; })()");
        say("a picture comes alive when it is touched", view.includes("encoder.0.self.weights"), view);
        say("where it lay, and as large", canvas.every((n, i) => Math.abs(n - box[i]) < 2) && !await page.run(shown), box + " | " + canvas);
        await page.key("ArrowRight");
        say("its keys are its own", (await page.view()) !== view && (await page.run("location.hash")) === where, await page.view());
        await page.send("Emulation.setEmulatedMedia", {media: "print"});
        await page.run("dispatchEvent(new Event('beforeprint'))");
        say("on paper it is the picture", await page.run(shown));
        page.errors = page.errors.filter((text) => !/CORS|ERR_FAILED/.test(text)); /* tried first */
        await page.close();
        elsewhere.server.close();
    }],
    ["one file", async (b) => {
        const page = await open(b);
        await page.go("file://" + folder + "/attnscope.html");
        say("from a disk, with no request", await different(page) === 0 && page.asked.length === 1, page.asked);
        await page.key("ArrowRight");
        await page.run("dispatchEvent(new Event('pagehide'))");
        say("it works and remembers there, too", (await page.run("Object.keys(localStorage).join()")).includes("session") && (await page.view()).includes("@11"));
        await page.close();
    }],
    ["files of one's own", async (b, site) => {
        const page = await open(b);
        await page.go(site.base);
        let chosen = 0;
        b.on("Page.fileChooserOpened", async (e, from) => {
            if (from === page.session) await page.send("DOM.setFileInputFiles", {files: page.chosen, backendNodeId: e.backendNodeId});
        });
        await page.send("Page.setInterceptFileChooserDialog", {enabled: true});
        /* Dropped or chosen in turn; a folder can only be dropped. */
        await files(page, say, async (...names) => {
            page.chosen = names.map(own);
            await page.run("globalThis.before = attnscope.figures[0].handle, document.getElementById('note').hidden = true, 0");
            if (names[0] === "mine" || chosen++ % 2)
                for (const type of ["dragEnter", "dragOver", "drop"]) await page.send("Input.dispatchDragEvent", {type, x: 500, y: 400, data: {items: [], files: page.chosen, dragOperationsMask: 1}});
            else await page.key("o", "KeyO", 2);
            await page.until("attnscope.figures[0].handle !== before || !document.getElementById('note').hidden");
            await page.rest();
        }, "");
        await page.close();
    }],
    ["a model with a pack of its own", async (b) => {
        const own = work + "/packs";
        execFileSync("/usr/bin/python3", ["src/platform/web/pack.py", "build/web/page.wasm", "build/web/fonts", own, "0", "en-fr"]);
        const site = await serve(own), page = await open(b), packs = () => site.asked.filter((name) => name.startsWith("/models/")).join();
        const note = () => page.run("(({hidden, textContent}) => hidden ? '' : textContent)(document.getElementById('note'))");
        await page.go(site.base);
        say("it is not asked for before it is wanted", packs() === "", packs());
        await page.run("attnscope.figures[0].go('model dates; depth model')");
        await page.until("attnscope.figures[0].text('view').includes('model dates')");
        await page.rest();
        say("it is fetched when a view names it, once", packs() === "/models/dates.pack" && await different(page) === 0 && !await note(), packs() + await note());
        await page.go(site.base + "?model=dates");
        say("and when an address does", /\d/.test(await page.run("document.title")) && !await note(), await page.run("document.title") + await note());
        await page.run("dispatchEvent(new Event('pagehide'))");
        await page.go(site.base);
        await page.until("/\\d/.test(document.title)");
        say("and when it was there last", !await note(), await note());
        fs.unlinkSync(own + "/models/dates.pack");
        await page.go(site.base + "?model=dates&lang=ru");
        say("one that cannot be fetched is told", /^Модель dates не удалось загрузить/.test(await note()), await note());
        page.errors = page.errors.filter((text) => !/404/.test(text));
        await page.go("file://" + own + "/attnscope.html?model=dates");
        say("one that a file has no room for, too", /^The model dates is not in this file/.test(await note()) && /dog/.test(await page.run("document.title")), await note());
        await page.close();
        site.server.close();
    }],
    ["what a browser gives", async (b, site) => {
        const page = await open(b);
        await b.send("Browser.grantPermissions", {browserContextId: page.context, origin: site.base.slice(0, -1), permissions: ["clipboardReadWrite", "clipboardSanitizedWrite"]});
        await page.go(site.base);
        await page.letter("v");
        await page.until("document.hasFocus()");
        const copied = await page.run("navigator.clipboard.readText()"), address = await page.run("location.href");
        say("V copies the link", copied === address, copied + " | " + address);
        await page.go(site.base + "?lesson=4");
        await page.letter("p");
        await page.until("document.fullscreenElement !== null");
        await page.run("document.exitFullscreen()");
        await page.until("document.fullscreenElement === null && attnscope.figures[0].asked === false");
        say("P fills the screen, and the browser may end it", true);
        await page.close();
        const old = await open(b);
        await old.send("Page.addScriptToEvaluateOnNewDocument", {source: "delete window.DecompressionStream; WebAssembly.validate = () => false"});
        await old.send("Page.navigate", {url: site.base});
        await old.until("document.getElementById('note')?.textContent.includes('lacks WebAssembly SIMD, DecompressionStream.')");
        say("an old browser is told what it lacks", old.errors.length === 0, old.errors);
        await old.close();
    }],
    ["a link that leads nowhere", async (b, site) => {
        const page = await open(b);
        await page.go(site.base + "#view=show%20no.such.value&lang=ru");
        say("a wrong link says so and opens", (await page.view()).includes("depth sentence") && /no\.such/.test(await page.run("attnscope.figures[0].told.textContent")), await page.run("attnscope.figures[0].told.textContent") + await page.view());
        await page.go(site.base + "?" + "#view=%zz&lang=ru");
        say("a link that cannot be read says so and opens", (await page.view()).includes("depth sentence") && /%/.test(await page.run("attnscope.figures[0].told.textContent")), await page.run("attnscope.figures[0].told.textContent"));
        await page.close();
    }],
];

async function main() {
    const b = browser(), site = await serve(folder), only = process.env.ONLY;
    for (const [name, test] of tests) {
        if (only && !name.includes(only)) continue;
        const start = Date.now();
        try {
            await test(b, site);
        } catch (e) {
            say(name, false, e.stack);
        }
        if (process.env.TIMES) console.log("# " + name + ": " + (Date.now() - start) + " ms");
    }
    const foreign = open.pages.flatMap((page) => page.asked).filter((url) => !/^(http:\/\/127\.0\.0\.1:|file:\/\/|blob:|data:|about:)/.test(url));
    say("nothing is asked of another machine", foreign.length === 0, foreign);
    const wrong = open.pages.flatMap((page) => page.errors);
    say("no page ran into an error", wrong.length === 0, wrong.join("\n"));
    await b.close();
    site.server.close();
    end();
}

main();
