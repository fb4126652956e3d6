/* Says that it loads, or what this browser lacks. In the language of twenty years ago, so that old ones understand it. */
(function () {
    var russian = /^ru/.test(navigator.language || "");
    var note = document.getElementById("note"), lacks = [];
    if (typeof WebAssembly !== "object") lacks.push("WebAssembly");
    /* A function that makes a vector. */
    else if (!WebAssembly.validate(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11]))) lacks.push("WebAssembly SIMD");
    if (typeof BigInt !== "function") lacks.push("BigInt");
    if (typeof DecompressionStream !== "function") lacks.push("DecompressionStream");
    if (typeof ResizeObserver !== "function") lacks.push("ResizeObserver");
    window.attnscopeLacks = lacks.length > 0;
    if (lacks.length)
        note.textContent = (russian ? "Этот браузер слишком стар для attnscope: в нём нет " : "This browser is too old for attnscope: it lacks ") +
            lacks.join(", ") + (russian ? ". Подойдёт любой с 2023 года." : ". Any since 2023 will do.");
    else note.textContent = russian ? "attnscope загружается …" : "attnscope is loading …";
    window.addEventListener("error", function (e) {
        note.hidden = false;
        note.textContent = (russian ? "Страница остановилась: " : "The page has stopped: ") + e.message;
    });
})();
