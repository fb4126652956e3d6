/* A .zip of files as they are, for a series of figures, which are compressed already. Its times are fixed: the same files
   give the same bytes. */
"use strict";

function crc32(bytes) {
    crc32.table ??= Uint32Array.from({length: 256}, (_, n) => {
        for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
        return n;
    });
    let crc = 0xffffffff;
    for (const byte of bytes) crc = crc32.table[(crc ^ byte) & 255] ^ (crc >>> 8);
    return (crc ^ 0xffffffff) >>> 0;
}

/* files: [[name, bytes], …]. Returns the parts of the archive, for a Blob. */
function zip(files) {
    const UTF8 = 0x800, DAY = 0x21, parts = [], index = [];
    let at = 0;
    const record = (fields) => {
        const size = fields.reduce((sum, [bytes]) => sum + bytes, 0), out = new DataView(new ArrayBuffer(size));
        let where = 0;
        for (const [bytes, value] of fields) {
            if (bytes === 4) out.setUint32(where, value, true);
            else out.setUint16(where, value, true);
            where += bytes;
        }
        return new Uint8Array(out.buffer);
    };
    for (const [name, bytes] of files) {
        const letters = new TextEncoder().encode(name), size = bytes.length;
        const common = [[2, 20], [2, UTF8], [2, 0], [2, 0], [2, DAY], [4, crc32(bytes)], [4, size], [4, size], [2, letters.length], [2, 0]];
        parts.push(record([[4, 0x04034b50], ...common]), letters, bytes);
        index.push(record([[4, 0x02014b50], [2, 20], ...common, [2, 0], [2, 0], [2, 0], [4, 0], [4, at]]), letters);
        at += 30 + letters.length + size;
    }
    const size = index.reduce((sum, part) => sum + part.length, 0);
    const end = record([[4, 0x06054b50], [2, 0], [2, 0], [2, files.length], [2, files.length], [4, size], [4, at], [2, 0]]);
    return [...parts, ...index, end];
}

if (typeof module !== "undefined") module.exports = {zip, crc32};
