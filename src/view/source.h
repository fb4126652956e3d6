/* Where a run comes from: which model, or which matrices of a lesson's own. Not for what is looked
 * at in it. */
#ifndef ATTNSCOPE_VIEW_SOURCE_H
#define ATTNSCOPE_VIEW_SOURCE_H

#include "base/file.h"
#include "view/view.h"

/* A model by its name or folder. It stays where it is. Error: there is none. */
typedef const Model *FindModel(void *self, const char *name, Error *e);

typedef struct Sources {
    const Model *model; /* the one that the program was opened with: of runs that name none */
    const Kernels *kernels;
    FindModel *find; /* NULL: there are no others */
    void *self;
    Watch *watch;         /* who waits for the runs that it makes; NULL: nobody */
    const Decoding *like; /* a run that differs from these in its temperature only; NULL: none */
} Sources;

/* A run that says `model` without a sentence has that model's own; the usual model is called "".
   That sentence lies in the model. Errors: no such model. */
bool source_settle(const Sources *s, RunOf *of, Error *e);
/* Gives a view that was read from a line its run as it was settled, and settles its pinned
 * figure's; at the depth of the sentence it shows what that opens with, unless the line said it. */
bool source_view(const Sources *s, const RunOf *of, const Decoding *run, View *v, Error *e);
/* A view of the sentence shows a head that looks back, and the word that it stands at: where it
   does not, the ones that are measured to open with (trace/opening.h). */
void source_open(const Sources *s, const Decoding *run, View *v);
/* The model of a run's sentence, of matrices the usual one. Error: no such model. */
const Model *source_model(const Sources *s, const RunOf *of, Error *e);
/* The run. Errors: source_model's, whatif_decode's, source_matrices's; matrices under what-ifs or a
 * search. */
bool source_decode(const Sources *s, const RunOf *of, Arena *arena, Decoding *out, Error *e);
/* The run of an `attend` directive's argument: q=M k=M [v=M] [mask=M] [causal] [scale=S|off]
   [rows=a,b] [cols=a,b]. M is [1 2; 3 4], or a file, .npy or CSV, "in quotes" if its name has
   blanks. cols unsaid: as rows where there are as many keys. Masks are added, "-inf" hides. Errors
   name the word: no such word, a file's own, shapes that do not fit, NaN, above 2^20 scores. */
bool source_matrices(const char *attend, const Kernels *k, Arena *arena, Decoding *out, Error *e);
/* The same argument with its files found from `folder`, in `arena`. */
char *source_from(const char *attend, const char *folder, Arena *arena);

/* A view's files, lesson and matrices, as the person named them who gave them. */
void source_given(View *v, const FolderName *folder);
/* The same so that they are found from anywhere; folder: the current one, from the root. */
void source_rooted(View *v, const char *folder);

#endif
