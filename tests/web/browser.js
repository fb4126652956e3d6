/* Chromium without a screen, driven over pipes; a server of files on loopback that notes what it was asked. Node only. */
"use strict";
const fs = require("fs"), http = require("http"), os = require("os"), path = require("path");
const {spawn} = require("child_process");

/* Takes a browser's folder away; its last processes may still write into it. */
async function cleared(home) {
    for (let tries = 100; tries; tries--) {
        try {
            return fs.rmSync(home, {recursive: true, force: true});
        } catch {
            await pause(50);
        }
    }
}

/* Starts the browser. send(method, params, session) gives a promise; on(method, act) hears events; close() ends it. */
function browser(program = "chromium") {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), "attnscope-browser-"));
    const child = spawn(program, ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--remote-debugging-pipe",
        "--user-data-dir=" + home, "--hide-scrollbars", "--force-color-profile=srgb", "--disable-background-networking",
        "--disable-component-update", "--autoplay-policy=no-user-gesture-required", "about:blank"],
        {stdio: ["ignore", "ignore", "ignore", "pipe", "pipe"]});
    const waiting = new Map(), heard = [];
    let number = 0, rest = "";
    child.stdio[4].setEncoding("utf8").on("data", (text) => {
        const messages = (rest + text).split("\0");
        rest = messages.pop();
        for (const message of messages.map((each) => JSON.parse(each))) {
            const {id, result, error} = message, who = waiting.get(id);
            waiting.delete(id);
            if (who && error) who.failed(new Error(who.method + ": " + error.message));
            else if (who) who.done(result);
            else heard.forEach((each) => { if (each.method === message.method) each.act(message.params, message.sessionId); });
        }
    });
    return {
        home,
        send: (method, params = {}, sessionId) => new Promise((done, failed) => {
            waiting.set(++number, {done, failed, method});
            child.stdio[3].write(JSON.stringify({id: number, method, params, sessionId}) + "\0");
        }),
        on: (method, act) => heard.push({method, act}),
        close: () => new Promise((done) => {
            child.on("exit", () => cleared(home).then(done));
            child.kill();
        }),
    };
}

/* Serves a folder; asked: the paths that were asked for. */
function serve(folder) {
    const types = {".html": "text/html; charset=utf-8", ".txt": "text/plain; charset=utf-8"}, asked = [];
    return new Promise((done) => {
        const server = http.createServer((request, answer) => {
            const name = new URL(request.url, "http://localhost").pathname, file = path.join(folder, name === "/" ? "index.html" : name);
            asked.push(name);
            if (name === "/favicon.ico") return answer.writeHead(204).end();
            if (!file.startsWith(folder) || !fs.existsSync(file)) return answer.writeHead(404).end();
            answer.writeHead(200, {"Content-Type": types[path.extname(file)] || "application/octet-stream"}).end(fs.readFileSync(file));
        });
        server.listen(0, "127.0.0.1", () => done({server, asked, base: "http://127.0.0.1:" + server.address().port + "/"}));
    });
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/* What any page is asked, in whatever browser, by page.run(expression). */
function asks(page) {
    /* Waits until an expression is true there. */
    page.until = async (expression, most = 4000) => {
        const end = Date.now() + most;
        for (let value; !(value = await page.run(expression).catch(() => false));) {
            if (Date.now() > end) throw new Error("waited in vain for " + expression + "; " + page.errors.join("; "));
            await pause(15);
        }
    };
    /* Until nothing is to be painted any more. */
    page.rest = () => page.until("attnscope.figures.every((f) => !f.frame && !f.moving && !f.other)");
    page.view = () => page.run("attnscope.figures[0].text('view')");
    /* The canvas's own pixels, R G B A. */
    page.pixels = async (which = 0) => {
        const text = await page.run(`(() => { const c = attnscope.figures[${which}].canvas, d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
            let out = ""; for (let i = 0; i < d.length; i += 32768) out += String.fromCharCode(...d.subarray(i, i + 32768)); return btoa(out); })()`);
        return Buffer.from(text, "base64");
    };
    page.digest = (which = 0) => page.run(`(async () => { const c = attnscope.figures[${which}].canvas, d = c.getContext("2d").getImageData(0, 0, c.width, c.height).data;
        return [...new Uint8Array(await crypto.subtle.digest("SHA-256", d))].map((n) => n.toString(16).padStart(2, "0")).join(""); })()`);
}

/* A page of the browser, of that size; `keep`: the same person's as another page. */
async function open(b, {width = 1440, height = 900, scale = 1, touch = false, downloads, dark = false, still = false, context} = {}) {
    const browserContextId = context || (await b.send("Target.createBrowserContext")).browserContextId;
    const {targetId} = await b.send("Target.createTarget", {url: "about:blank", browserContextId});
    const {sessionId} = await b.send("Target.attachToTarget", {targetId, flatten: true});
    const send = (method, params) => b.send(method, params, sessionId);
    const page = {send, session: sessionId, context: browserContextId, asked: [], errors: [], width, height};
    open.pages.push(page);
    b.on("Network.requestWillBeSent", (e, from) => { if (from === sessionId) page.asked.push(e.request.url); });
    b.on("Runtime.exceptionThrown", (e, from) => { if (from === sessionId) page.errors.push(e.exceptionDetails.exception?.description || e.exceptionDetails.text); });
    b.on("Log.entryAdded", (e, from) => { if (from === sessionId && e.entry.level === "error") page.errors.push(e.entry.text); });
    for (const domain of ["Page", "Runtime", "Network", "Log"]) await send(domain + ".enable");
    page.size = (w, h, s, finger) => send("Emulation.setDeviceMetricsOverride", {width: w, height: h, deviceScaleFactor: s, mobile: !!finger});
    await page.size(width, height, scale, touch);
    await send("Emulation.setTouchEmulationEnabled", {enabled: touch});
    await send("Emulation.setEmulatedMedia", {features: [{name: "prefers-color-scheme", value: dark ? "dark" : "light"},
        {name: "prefers-reduced-motion", value: still ? "reduce" : "no-preference"}]});
    if (downloads) await b.send("Browser.setDownloadBehavior", {behavior: "allow", browserContextId, downloadPath: downloads, eventsEnabled: true});
    /* The value of an expression in the page. */
    page.run = async (expression) => {
        const {result, exceptionDetails} = await send("Runtime.evaluate", {expression, awaitPromise: true, returnByValue: true});
        if (exceptionDetails) throw new Error(exceptionDetails.exception?.description || exceptionDetails.text);
        return result.value;
    };
    asks(page);
    page.go = async (url) => {
        await send("Page.navigate", {url});
        await page.until("globalThis.attnscope !== undefined");
        await page.rest();
    };
    page.mouse = (type, x, y, more = {}) => send("Input.dispatchMouseEvent", {type, x, y, button: type === "mouseMoved" ? "none" : "left", buttons: type === "mouseReleased" ? 0 : more.buttons ?? (type === "mousePressed" ? 1 : 0), clickCount: type === "mouseMoved" ? 0 : 1, ...more});
    page.click = async (x, y) => {
        await page.mouse("mouseMoved", x, y);
        await page.mouse("mousePressed", x, y);
        await page.mouse("mouseReleased", x, y);
        await page.rest();
    };
    page.drag = async (x, y, tx, ty) => {
        await page.mouse("mouseMoved", x, y);
        await page.mouse("mousePressed", x, y);
        for (let i = 1; i <= 8; i++) await page.mouse("mouseMoved", x + (tx - x) * i / 8, y + (ty - y) * i / 8, {buttons: 1, button: "left"});
        await page.mouse("mouseReleased", tx, ty);
        await page.rest();
    };
    page.key = async (key, code = key, modifiers = 0, text) => {
        await send("Input.dispatchKeyEvent", {type: text ? "keyDown" : "rawKeyDown", key, code, modifiers, text, windowsVirtualKeyCode: {Enter: 13, Escape: 27, Tab: 9, ArrowRight: 39, ArrowLeft: 37, ArrowUp: 38, ArrowDown: 40}[key] || (text ? text.toUpperCase().charCodeAt(0) : 0)});
        await send("Input.dispatchKeyEvent", {type: "keyUp", key, code, modifiers});
        await page.rest();
    };
    page.letter = (letter) => page.key(letter, "Key" + letter.toUpperCase(), 0, letter);
    page.touch = (type, points) => send("Input.dispatchTouchEvent", {type, touchPoints: points.map(([x, y], id) => ({x, y, id}))});
    page.shot = async () => Buffer.from((await send("Page.captureScreenshot", {format: "png"})).data, "base64");
    page.close = () => b.send("Target.closeTarget", {targetId});
    return page;
}

open.pages = []; /* all that were opened */

module.exports = {browser, serve, open, pause, asks, cleared};
