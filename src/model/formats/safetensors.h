/* The safetensors file format: an 8-byte little-endian header length, a JSON header, then raw
   tensors. Everything in a file is untrusted. https://github.com/huggingface/safetensors (format
   section). */
#ifndef ATTNSCOPE_MODEL_FORMATS_SAFETENSORS_H
#define ATTNSCOPE_MODEL_FORMATS_SAFETENSORS_H

#include "base/buffer.h"
#include "base/file.h"
#include "model/formats/array.h"

/* The header's most bytes are those of the format's own library. */
enum { SAFETENSORS_RANK = 8, SAFETENSORS_HEADER_MAX = 100 * 1000 * 1000 };

typedef struct StoredTensor {
    const char *name,
        *dtype; /* "F32", "F16", "BF16", "F64", "I64", "I32", "I16", "I8", "U8", "BOOL" … */
    int rank;
    int64_t dims[SAFETENSORS_RANK];
    const unsigned char *data; /* within the file's bytes, may be unaligned */
    size_t bytes;
} StoredTensor;

typedef struct StoredTensors {
    StoredTensor *tensors; /* in the order of their data */
    int count;
    const char *const *metadata; /* pairs: key, value, key, value … of "__metadata__" */
    int metadata_count;          /* number of pairs */
} StoredTensors;

/* Checks the whole file: lengths, JSON (duplicate keys, depth), known dtypes, shapes × size =
   offsets, no hole, no overlap, the data exactly filled. The result points into `file`, which must
   outlive it. `name` begins the error. */
bool safetensors_parse(Bytes file, const char *name, Arena *arena, StoredTensors *out, Error *e);
/* How many bytes of the file hold its header, which is all that safetensors_parse reads of it: from
   the first 8 bytes; at most SAFETENSORS_HEADER_MAX and these. */
size_t safetensors_start(Bytes start);
/* The tensor as an array of its type. Error: it holds nothing. */
bool safetensors_array(const StoredTensor *t, Array *out, Error *e);
/* The numbers of an F32 tensor, whatever the machine's byte order and the data's alignment. */
void safetensors_floats(const StoredTensor *t, float *x);
/* Appends a whole file of F32 tensors (little-endian on any machine), header padded with spaces to
 * 8 bytes. */
typedef struct TensorToStore {
    const char *name;
    int rank;
    int64_t dims[SAFETENSORS_RANK];
    const float *x;
} TensorToStore;
/* Appends a whole file, float32; metadata: key and value in turn, metadata_count of them. */
void safetensors_print(const TensorToStore *tensors, int count, const char *const *metadata,
                       int metadata_count, Buffer *out);

#endif
