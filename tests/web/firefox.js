/* The page in Firefox, driven by its Marionette: a short walk, and that it shows what the window shows.
   Usage: node firefox.js PROGRAM FOLDER, from the repository's root. Prints ok / not ok. */
"use strict";
const fs = require("fs"), net = require("net"), os = require("os"), path = require("path");
const {spawn} = require("child_process"), {serve, asks, pause, cleared} = require("./browser.js");
const {different, say, end} = require("./native.js"), {prepare, files} = require("./own.js");

const folder = path.resolve(process.argv[3]);

/* With one more font. send(command, parameters) gives a promise; close() ends the browser. */
async function firefox(font) {
    const home = fs.mkdtempSync(path.join(os.tmpdir(), "attnscope-firefox-")), told = path.join(home, "MarionetteActivePort");
    fs.writeFileSync(home + "/user.js", 'user_pref("marionette.port", 0);\nuser_pref("app.update.enabled", false);\nuser_pref("toolkit.telemetry.enabled", false);\n');
    fs.mkdirSync(home + "/.fonts");
    fs.copyFileSync(font, home + "/.fonts/test.ttf"); /* it does not let its pages see fonts anywhere */
    const child = spawn("firefox-esr", ["--headless", "--marionette", "--no-remote", "--profile", home], {stdio: "ignore", env: {...process.env, HOME: home}});
    for (let i = 0; i < 600 && !(fs.existsSync(told) && fs.readFileSync(told, "utf8")); i++) await pause(50);
    const socket = net.connect(Number(fs.readFileSync(told, "utf8")), "127.0.0.1"), waiting = new Map();
    let number = 0, rest = Buffer.alloc(0);
    socket.on("data", (data) => {
        rest = Buffer.concat([rest, data]);
        for (;;) { /* "12:" and so many bytes */
            const colon = rest.indexOf(58), size = Number(rest.subarray(0, colon).toString());
            if (colon < 0 || rest.length < colon + 1 + size) return;
            const message = JSON.parse(rest.subarray(colon + 1, colon + 1 + size).toString());
            rest = rest.subarray(colon + 1 + size);
            if (!Array.isArray(message)) continue;
            const [, id, error, result] = message, who = waiting.get(id);
            if (error) who.failed(new Error(error.message));
            else who.done(result);
        }
    });
    const send = (name, parameters = {}) => new Promise((done, failed) => {
        waiting.set(++number, {done, failed});
        const text = JSON.stringify([0, number, name, parameters]);
        socket.write(Buffer.byteLength(text) + ":" + text);
    });
    await send("WebDriver:NewSession", {capabilities: {alwaysMatch: {}}});
    return {send, close: () => new Promise((done) => {
        child.on("exit", () => cleared(home).then(done));
        socket.destroy();
        child.kill();
    })};
}

function open(b) {
    const page = {errors: []};
    page.run = async (expression) => {
        const {value} = await b.send("WebDriver:ExecuteAsyncScript", {script: "const done = arguments[0]; (async () => { try { done([await (" + expression + ")]); } catch (e) { done(String(e)); } })()", args: []});
        if (!Array.isArray(value)) throw new Error(value);
        return value[0];
    };
    asks(page);
    page.go = async (url) => {
        await b.send("WebDriver:Navigate", {url});
        await page.until("globalThis.attnscope !== undefined || window.attnscope !== undefined");
        await page.rest();
    };
    page.act = async (...sources) => {
        await b.send("WebDriver:PerformActions", {actions: sources});
        await page.rest();
    };
    page.key = (value) => page.act({type: "key", id: "keys", actions: [{type: "keyDown", value}, {type: "keyUp", value}]});
    page.drag = (x, y, tx, ty) => page.act({type: "pointer", id: "mouse", parameters: {pointerType: "mouse"}, actions: [{type: "pointerMove", x, y, duration: 0}, {type: "pointerDown", button: 0},
        {type: "pointerMove", x: (x + tx) / 2 | 0, y: (y + ty) / 2 | 0, duration: 60}, {type: "pointerMove", x: tx, y: ty, duration: 60}, {type: "pointerUp", button: 0}]});
    return page;
}

async function main() {
    const own = prepare(), b = await firefox(own("test.ttf")), site = await serve(folder), page = open(b);
    try {
        await b.send("WebDriver:SetWindowRect", {x: 0, y: 0, width: 1440, height: 985});
        await page.go(site.base + "?theme=night");
        say("Firefox: it opens on the sentence, as the native window", (await page.view()).includes("depth sentence") && await different(page) === 0, await different(page));
        await page.key("\uE014");
        say("Firefox: → goes to the next word", (await page.view()).includes("@11 head=2") && await different(page) === 0, await page.view());
        await b.send("WebDriver:Back");
        await page.until("attnscope.figures[0].text('view').includes('@10 head=2')");
        await page.rest();
        say("Firefox: Back goes to the place before", true);
        await page.drag(249, 339, 725, 310);
        say("Firefox: a ribbon is dragged to another word", /move=/.test(await page.view()), await page.view());
        const finger = (...moves) => page.act({type: "pointer", id: "finger", parameters: {pointerType: "touch"}, actions: [{type: "pointerMove", x: moves[0][0], y: moves[0][1], duration: 0}, {type: "pointerDown", button: 0},
            ...moves.slice(1).map(([x, y]) => ({type: "pointerMove", x, y, duration: 40})), {type: "pointerUp", button: 0}]});
        const moved = await page.view();
        await finger([1250, 215]);
        say("Firefox: a tap is a click", (await page.view()) !== moved && (await page.view()).includes("too wide"), await page.view());
        await finger([1250, 215]);
        const before = await page.view();
        await finger([725, 339], [760, 335], [820, 325], [870, 310]);
        say("Firefox: a ribbon is moved by a finger", /move=/.test(await page.view()) && (await page.view()) !== before, before + await page.view());
        for (const letter of ["e", ..."the red car is old", "\uE007"]) await page.key(letter);
        say("Firefox: a sentence is typed", (await page.view()).includes("text the red car is old"), await page.view());
        await page.run("dispatchEvent(new Event('pagehide'))");
        await page.go(site.base + "?lang=ru");
        say("Firefox: it is kept", (await page.view()).includes("text the red car is old"), await page.view());
        /* Chosen, and what is one file dropped, too. */
        const [input] = Object.values(await b.send("WebDriver:FindElement", {using: "css selector", value: "#files"}).then(({value}) => value));
        let chosen = 0;
        await files(page, say, async (...names) => {
            const paths = names.flatMap((name) => fs.statSync(own(name)).isDirectory() ? fs.readdirSync(own(name)).map((each) => own(path.join(name, each))) : [own(name)]);
            await page.run("(window.before = attnscope.figures[0].handle, document.getElementById('note').hidden = true, 0)");
            if (paths.length === 1 && chosen++ % 2)
                await page.run(`(() => { const data = new DataTransfer(); data.items.add(new File([Uint8Array.from(atob("${fs.readFileSync(paths[0]).toString("base64")}"), (c) => c.charCodeAt(0))], "${names[0]}"));
                    document.getElementById("place").dispatchEvent(new DragEvent("drop", {dataTransfer: data, cancelable: true, bubbles: true})); return 0; })()`);
            else await b.send("WebDriver:ElementSendKeys", {id: input, text: paths.join("\n")});
            await page.until("attnscope.figures[0].handle !== window.before || !document.getElementById('note').hidden");
            await page.rest();
        }, "Firefox: ");
        await page.go("file://" + folder + "/attnscope.html");
        say("Firefox: one file from a disk", await different(page) === 0, await different(page));
    } catch (e) {
        say("Firefox", false, e.stack);
    }
    await b.close();
    site.server.close();
    end();
}

main();
