/* How long a page takes: to its first frame after the address was entered, anew and again, to paint while stepping and hovering,
   and its memory. Usage: node measure.js FOLDER, from the repository's root. Prints numbers; nothing fails. */
"use strict";
const path = require("path");
const {browser, serve, open} = require("./browser.js");

const folder = path.resolve(process.argv[2] || "web");
const rank = (list, part) => [...list].sort((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * part))];
const line = (name, list) => console.log(name.padEnd(44), "median", rank(list, 0.5).toFixed(1), "ms, 95 of 100", rank(list, 0.95).toFixed(1), "ms");
const ready = "performance.getEntriesByName('attnscope: first frame')[0].startTime";

async function main() {
    const b = browser(), site = await serve(folder), first = [], again = [], file = [];
    for (let i = 0; i < 9; i++) {
        const page = await open(b);
        await page.go(site.base);
        first.push(await page.run(ready));
        await page.go(site.base + "?again");
        again.push(await page.run(ready));
        await page.close();
        const whole = await open(b);
        await whole.go("file://" + folder + "/attnscope.html");
        file.push(await whole.run(ready));
        await whole.close();
    }
    line("first frame, folder, nothing kept", first);
    line("first frame, folder, again", again);
    line("first frame, one file", file);
    for (const scale of [1, 2]) {
        const page = await open(b, {scale});
        await page.go(site.base + "#view=show%20encoder.0.self.weights%20head%3D1&lang=en");
        /* Each once the browser rests, in time and in processor time of the page's thread, which others on the machine do not lengthen. */
        await page.send("Performance.enable", {timeDomain: "threadTicks"});
        const spent = async () => (await page.send("Performance.getMetrics")).metrics.find((each) => each.name === "ThreadTime").value * 1000;
        const times = async (name, act) => {
            const wall = [], own = [];
            for (let i = 0; i < 120; i++) {
                const before = await spent();
                wall.push(await page.run(`(() => { const f = attnscope.figures[0], t = performance.now(), i = ${i}; ${act}; f.tend(); f.paint(); return performance.now() - t; })()`));
                own.push(await spent() - before);
                await page.rest();
            }
            line(name, wall);
            line(name + ", processor", own);
        };
        await times("stepping, DPR " + scale, "f.program.give(['ArrowRight'], (k) => f.call('key', k, k, 0))");
        await times("hovering, DPR " + scale, "f.call('point', 400 * f.scale + 7 * i * f.scale, 300 * f.scale + 3 * i)");
        console.log(("memory of the program, DPR " + scale).padEnd(44), (await page.run("attnscope.program.call.memory.buffer.byteLength") / 1048576).toFixed(1), "MiB");
        await page.close();
    }
    await b.close();
    site.server.close();
}

main();
