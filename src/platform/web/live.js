/* Pictures that come alive when they are touched: in a deck or any page that has an <img data-view="#view=…&lang=…">. One
   program serves all; on paper and without a script they stay pictures. */
"use strict";

{
    const here = document.currentScript.src;
    let program = null;

    /* A page from elsewhere, or from a disk, may not ask for bytes; for a script it may. */
    async function load(name) {
        const beside = new URL(name, here);
        try {
            return new Uint8Array(await (await fetch(beside)).arrayBuffer());
        } catch {
            await new Promise((done, failed) => document.head.append(Object.assign(document.createElement("script"), {src: beside + ".js", onload: done, onerror: () => failed(new Error(name))})));
            return Uint8Array.from(atob(globalThis.attnscopePacks[name]), (c) => c.charCodeAt(0));
        }
    }

    /* The figure lies where the picture lay. */
    function place(picture) {
        const box = picture.getBoundingClientRect(), out = document.createElement("div"), canvas = document.createElement("canvas"), keys = document.createElement("textarea");
        Object.assign(out.style, {display: "inline-block", position: "relative", width: box.width + "px", height: box.height + "px", maxWidth: "100%"});
        Object.assign(canvas.style, {display: "block", width: "100%", height: "100%", touchAction: "none"});
        Object.assign(keys.style, {position: "absolute", left: 0, top: 0, width: "1px", height: "1px", padding: 0, border: 0, opacity: 0, fontSize: "16px"});
        Object.assign(keys, {autocapitalize: "off", autocomplete: "off", spellcheck: false, inputMode: "none"});
        canvas.setAttribute("role", "img");
        keys.setAttribute("aria-label", picture.alt);
        out.append(canvas, keys);
        /* The deck's own keys and swipes are not for what is touched here. */
        for (const name of ["keydown", "click", "pointerdown", "pointerup", "touchstart", "touchend", "wheel"]) out.addEventListener(name, (e) => e.stopPropagation());
        picture.after(out);
        return out;
    }

    async function wake(picture) {
        if (picture.dataset.alive) return;
        picture.dataset.alive = "soon";
        picture.style.cursor = "progress";
        try {
            program ??= Program.start(load, {embedded: true});
            const running = await program, where = place(picture), link = picture.dataset.view;
            const show = (printed) => {
                picture.style.setProperty("display", printed ? "" : "none", printed ? "" : "important");
                where.style.display = printed ? "none" : "inline-block";
            };
            show(false);
            const figure = new Figure(running, where, {words: ["--fresh"], address: false, quiet: false});
            figure.go(link);
            attnscope.figures.push(figure);
            picture.dataset.alive = "yes";
            addEventListener("beforeprint", () => show(true));
            addEventListener("afterprint", () => show(false));
        } catch (e) { /* it stays a picture */
            picture.style.cursor = "";
            console.error(e);
        }
    }

    globalThis.attnscope = {figures: []};
    for (const picture of document.querySelectorAll("img[data-view]")) {
        picture.style.cursor = "pointer";
        for (const name of ["click", "pointerdown", "touchstart"]) picture.addEventListener(name, (e) => {
            e.stopPropagation();
            if (name === "click") wake(picture);
        }, {passive: true});
    }
}
