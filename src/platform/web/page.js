/* The page: what its address asks for, files of one's own, and where it was left. */
"use strict";

/* ---- What the address asks for ---- */

/* The words of a command line, and what of them is the reader's own, for ?lesson=4, ?text=…, ?model=…, ?lang=…, ?theme=…, ?embed and #view=…&lang=… */
function asked(program, place) {
    const query = new URLSearchParams(place.search), link = place.hash.includes("view=") ? place.hash : "";
    const own = [], words = query.has("lesson") && !link ? ["lesson", ...(query.get("lesson") ? [query.get("lesson")] : [])] : [];
    const option = (name, value) => { if (value) own.push("--" + name, value); };
    option("lang", /[#&]lang=/.test(link) ? "" : query.get("lang"));
    option("theme", query.get("theme") || (program.remembers("session") ? "" : matchMedia("(prefers-color-scheme: dark)").matches ? "night" : "paper"));
    if (place.protocol.startsWith("http")) option("link", place.href.split("#")[0]);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) own.push("--no-motion");
    if (query.has("embed")) own.push("--fresh");
    if (query.get("model")) words.push("--model", query.get("model"));
    if (link) words.push("--view", link);
    else if (query.get("text")) words.push(query.get("text"));
    return {words, own};
}

/* Files of a drop, folders opened: [[path, bytes], …]. */
async function filesOf(items) {
    const out = [];
    const walk = async (entry) => {
        if (entry.isFile) {
            const file = await new Promise((done, failed) => entry.file(done, failed));
            out.push([entry.fullPath.slice(1), new Uint8Array(await file.arrayBuffer())]);
            return;
        }
        const reader = entry.createReader();
        for (let some = [null]; some.length;) {
            some = await new Promise((done, failed) => reader.readEntries(done, failed));
            for (const each of some) await walk(each);
        }
    };
    for (const entry of items) await walk(entry);
    return out;
}

function takeFiles(figure) {
    const place = figure.place, choose = document.getElementById("files"), button = document.getElementById("open");
    button.textContent = figure.label("page.open");
    button.addEventListener("click", () => choose.click());
    choose.addEventListener("change", async () => {
        figure.open(await Promise.all([...choose.files].map(async (file) => [file.webkitRelativePath || file.name, new Uint8Array(await file.arrayBuffer())])));
        choose.value = "";
    });
    place.addEventListener("dragover", (e) => e.preventDefault());
    place.addEventListener("drop", async (e) => {
        e.preventDefault();
        const entries = [...e.dataTransfer.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry);
        if (entries.length) figure.open(await filesOf(entries));
    });
}

/* A pack, by its name: the one that is inside the page, or from beside it. */
async function load(name) {
    const inside = document.getElementById("pack");
    if (inside) return Uint8Array.from(atob(inside.textContent), (c) => c.charCodeAt(0));
    const answer = await fetch(name);
    if (!answer.ok) throw new Error(name + ": " + answer.status);
    return new Uint8Array(await answer.arrayBuffer());
}

async function main() {
    const embedded = new URLSearchParams(location.search).has("embed");
    const program = await Program.start(load, {embedded}), place = document.getElementById("place");
    const link = location.hash, options = {address: !embedded, quiet: embedded}, {words, own} = asked(program, location);
    let figure = null, wrong = null;
    const opened = async (words) => {
        for (;;)
            try {
                return new Figure(program, place, {...options, words});
            } catch (e) {
                if (e instanceof WebAssembly.RuntimeError) throw e;
                wrong = program.wanted ? await program.fetchModel() : [e.message];
                if (wrong) return null;
            }
    };
    figure = await opened([...words, ...own]);
    if (!figure) { /* a link that leads nowhere: what was there last, and what is wrong */
        const why = wrong;
        figure = await opened(own);
        wrong = !link || figure.go(link) ? why : null;
    }
    document.getElementById("note").hidden = true;
    if (wrong) figure.tell(figure.saying(wrong));
    performance.mark("attnscope: first frame");
    addEventListener("popstate", () => { if (location.hash !== figure.text("link")) figure.go(location.hash); });
    const keep = () => { if (!embedded) figure.call("keep"); };
    addEventListener("pagehide", keep);
    document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
    takeFiles(figure);
    globalThis.attnscope = {program, figures: [figure]};
}

if (!window.attnscopeLacks) main().catch((e) => {
    Object.assign(document.getElementById("note"), {textContent: e.message, hidden: false});
    throw e;
});
