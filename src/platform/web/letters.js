/* Letters that the page's fonts have not, and runs whose letters change each other's form: the browser's own text engine
   measures and draws them. All is set at one large size and drawn through a scale, so that what is drawn is as wide as was
   measured. Without a document (in Node) nobody can. */
"use strict";

class Letters {
    static SIZE = 256;
    static STYLES = ["", "600 ", "", "italic ", "italic 600 "]; /* of a face of base/font.h */
    static FAMILY = "Inter, \"DejaVu Sans\", \"Noto Sans\", system-ui, sans-serif";
    static MONO = 2;

    /* A browser may look for fonts while something else is shown, and find them: for so long a letter that was asked for is
       measured again, every so often. In milliseconds. */
    static AGAIN = {most: 2500, every: 300};

    /* files: whose memory is the program's. changed: is called when what was drawn would be drawn otherwise by now. */
    constructor(files, changed = () => {}) {
        Object.assign(this, {files, changed, paper: null, asked: [], timer: 0});
        this.imports = {page: {
            letters_can: () => typeof document === "undefined" ? 0 : 1,
            letters_measure: (...given) => this.measure(...given),
            letters_draw: (...given) => this.draw(...given),
        }};
    }

    /* An empty sheet, the pen at a place on it, and what is drawn a scale of the large size. */
    sheet(face, leftwards, width, height, x, y, across, down) {
        this.paper ??= document.createElement("canvas").getContext("2d", {willReadFrequently: true});
        Object.assign(this.paper.canvas, {width, height}); /* all is as at the beginning */
        this.paper.setTransform(across, 0, 0, down, x, y);
        Object.assign(this.paper, {font: Letters.STYLES[face] + Letters.SIZE + "px " + (face === Letters.MONO ? "\"JetBrains Mono\", monospace, " : "") + Letters.FAMILY,
            direction: leftwards ? "rtl" : "ltr", textAlign: "left", textBaseline: "alphabetic", fillStyle: "#fff", textRendering: "geometricPrecision"});
        return this.paper;
    }

    /* The five numbers of a FontDrawn of platform/web/font_ft.h, and 1 for colours. */
    measured(face, letters, leftwards) {
        const small = 32, paper = this.sheet(face, leftwards, 4 * small, 2 * small, small / 2, 1.5 * small, small / Letters.SIZE, small / Letters.SIZE);
        const {width, actualBoundingBoxLeft: left, actualBoundingBoxAscent: ascent, actualBoundingBoxRight: right, actualBoundingBoxDescent: descent} = paper.measureText(letters);
        paper.fillText(letters, 0, 0);
        const {data} = paper.getImageData(0, 0, 4 * small, 2 * small);
        let colored = 0;
        for (let i = 0; i < data.length; i += 4) if (data[i + 3] > 64 && Math.min(data[i], data[i + 1], data[i + 2]) < 192) colored = Letters.SIZE;
        return [width, -left, -ascent, right, descent, colored].map((n) => n / Letters.SIZE);
    }

    measure(face, text, size, leftwards, out) {
        const letters = this.files.text(text, size), numbers = this.measured(face, letters, leftwards);
        numbers.forEach((n, i) => this.files.view().setFloat32(out + 4 * i, n, true));
        this.asked.push({face, letters, leftwards, numbers, time: performance.now()});
        this.timer ||= setTimeout(() => this.lookAgain(), Letters.AGAIN.every);
        return 1;
    }

    lookAgain() {
        const other = this.asked.some((each) => String(this.measured(each.face, each.letters, each.leftwards)) !== String(each.numbers));
        const since = performance.now() - Letters.AGAIN.most;
        this.asked = other ? [] : this.asked.filter((each) => each.time > since);
        this.timer = this.asked.length ? setTimeout(() => this.lookAgain(), Letters.AGAIN.every) : 0;
        if (other) this.changed();
    }

    /* to: a FontPicture of platform/web/font_ft.h. */
    draw(face, text, size, leftwards, to) {
        const [pixels, stretch, left, top, width, height, out] = new Int32Array(this.files.memory.buffer, to, 7);
        const paper = this.sheet(face, leftwards, width, height, -left, -top, pixels * stretch / Letters.SIZE, pixels / Letters.SIZE);
        paper.fillText(this.files.text(text, size), 0, 0);
        this.files.bytes(out, 4 * width * height).set(paper.getImageData(0, 0, width, height).data);
        return 1;
    }
}

if (typeof module !== "undefined") module.exports = {Letters};
