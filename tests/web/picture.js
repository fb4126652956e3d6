/* The README's picture of the page: a course's text with a live figure in it. Usage: node picture.js FOLDER OUT.png */
"use strict";
const fs = require("fs"), path = require("path");
const {browser, serve, open} = require("./browser.js");

async function main() {
    const folder = path.resolve(process.argv[2]), b = browser(), site = await serve(folder), page = await open(b, {width: 1200, height: 800, scale: 1});
    const course = path.join(folder, "course.html");
    fs.writeFileSync(course, `<!DOCTYPE html><meta charset=utf-8><title>Week 5</title>
        <style>body { margin: 24px auto; width: 1120px; font: 18px/1.5 Georgia, "DejaVu Serif", serif; color: #222; } h1 { font-size: 28px; margin: 0; } p { margin: 8px 0; } iframe { border: 1px solid #bbb; }</style>
        <h1>Week 5. What does “it” look at?</h1>
        <p>The translator of the lecture, alive. Change <i>tired</i> to <i>wide</i>: what changes in the French sentence, and why?</p>
        <iframe src="./?embed&theme=paper" width=1118 height=640></iframe>`);
    await page.send("Page.navigate", {url: site.base + "course.html"});
    await page.until("document.querySelector('iframe').contentWindow.attnscope");
    const place = await page.run("(() => { const r = document.querySelector('iframe').getBoundingClientRect(); return [r.x, r.y]; })()");
    await page.mouse("mouseMoved", place[0] + 5, place[1] + 300);
    await page.until("document.querySelector('iframe').contentWindow.attnscope.figures.every((f) => !f.frame && !f.moving)");
    fs.writeFileSync(process.argv[3], await page.shot());
    fs.unlinkSync(course);
    await b.close();
    site.server.close();
}

main();
