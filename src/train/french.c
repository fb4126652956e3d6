/* French agreement and elision. */
#include "train/french.h"

#include <stddef.h>
#include <string.h>

typedef struct Change {
    const char *before_consonant, *before_vowel;
} Change;

static const Change changes[] = {
    {"le", "l'"}, {"la", "l'"},  {"de", "d'"},  {"ne", "n'"},
    {"je", "j'"}, {"ce", "cet"}, {"ma", "mon"}, {"sa", "son"},
};

/* Words of the vocabulary whose h is aspirated: nothing elides before them. */
static const char *const aspirated[] = {"haut", "haute", "hauts", "hautes", "hibou", "hiboux"};

static const char *const vowels[] = {"a", "e", "i", "o", "u", "é", "è",
                                     "ê", "â", "à", "î", "ô", "û", "œ"};

bool french_elides(const char *word) {
    if (word[0] != 'h') {
        size_t count = sizeof vowels / sizeof *vowels;
        for (size_t i = 0; i < count; i++)
            if (strncmp(word, vowels[i], strlen(vowels[i])) == 0) return true;
        return false;
    }
    for (size_t i = 0; i < sizeof aspirated / sizeof *aspirated; i++)
        if (strcmp(word, aspirated[i]) == 0) return false;
    return true;
}

const char *french_adjective(const Adjective *a, Gender gender, bool plural, const char *next) {
    bool joined = next && a->before_vowel && gender == MASCULINE && !plural && french_elides(next);
    return joined ? a->before_vowel : a->french[gender][plural];
}

const char *french_join(const char *word, const char *next) {
    if (!french_elides(next)) return word;
    for (size_t i = 0; i < sizeof changes / sizeof *changes; i++)
        if (strcmp(word, changes[i].before_consonant) == 0) return changes[i].before_vowel;
    return word;
}

/* "european" is said with a y, so it takes "a". */
const char *english_article(const char *next) {
    return strchr("aeiou", next[0]) && strncmp(next, "eu", 2) != 0 ? "an" : "a";
}
