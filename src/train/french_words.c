/* The words of the small English–French grammar. Only data. */
#include "train/french_words.h"

#include <stddef.h>

#define M MASCULINE
#define F FEMININE

const Pronoun word_pronouns[PRONOUN_COUNT] = {
    {"i", "je", "am", PERSON_I, M, false},       {"he", "il", "is", PERSON_HE, M, false},
    {"she", "elle", "is", PERSON_HE, F, false},  {"we", "nous", "are", PERSON_WE, M, true},
    {"you", "vous", "are", PERSON_YOU, M, true}, {"they", "ils", "are", PERSON_THEY, M, true},
};

const char *const word_be[PERSON_COUNT] = {"suis", "est", "sommes", "êtes", "sont"};
const char *const word_have[PERSON_COUNT] = {"ai", "a", "avons", "avez", "ont"};

const DeterminerWords word_determiners[DET_COUNT] = {
    [DET_THE] = {{"the", "the"}, {{"le", "les"}, {"la", "les"}}},
    [DET_A] = {{"a", "some"}, {{"un", "des"}, {"une", "des"}}},
    [DET_THIS] = {{"this", "these"}, {{"ce", "ces"}, {"cette", "ces"}}},
    [DET_MY] = {{"my", "my"}, {{"mon", "mes"}, {"ma", "mes"}}},
    [DET_HIS] = {{"his", "his"}, {{"son", "ses"}, {"sa", "ses"}}},
    [DET_HER] = {{"her", "her"}, {{"son", "ses"}, {"sa", "ses"}}},
    [DET_OUR] = {{"our", "our"}, {{"notre", "nos"}, {"notre", "nos"}}},
    [DET_YOUR] = {{"your", "your"}, {{"votre", "vos"}, {"votre", "vos"}}},
    [DET_THEIR] = {{"their", "their"}, {{"leur", "leurs"}, {"leur", "leurs"}}},
};

const Noun word_nouns[NOUN_COUNT] = {
    /* people */
    {{"man", "men"}, {"homme", "hommes"}, M, "pix", "", "pRVuiAZ"},
    {{"woman", "women"}, {"femme", "femmes"}, F, "pix", "", "pRVuiAZYj"},
    {{"boy", "boys"}, {"garçon", "garçons"}, M, "pin", "", "psuiQZ"},
    {{"girl", "girls"}, {"fille", "filles"}, F, "pin", "", "psuiQZYj"},
    {{"child", "children"}, {"enfant", "enfants"}, M, "pn", "", "psuiQY"},
    {{"friend", "friends"}, {"ami", "amis"}, M, "pr", "", "pRVuiAZyq"},
    {{"teacher", "teachers"}, {"professeur", "professeurs"}, M, "pr", "", "pVuiAZyq"},
    {{"doctor", "doctors"}, {"médecin", "médecins"}, M, "pr", "", "pRVuiAZyq"},
    {{"king", "kings"}, {"roi", "rois"}, M, "prix", "", "pRVuiAZyq"},
    {{"queen", "queens"}, {"reine", "reines"}, F, "prix", "", "pRVuiAZyqYj"},
    {{"student", "students"}, {"étudiant", "étudiants"}, M, "pr", "", "pRuiQZyq"},
    {{"neighbour", "neighbours"}, {"voisin", "voisins"}, M, "pr", "", "pRVuiQZyq"},
    /* animals */
    {{"dog", "dogs"}, {"chien", "chiens"}, M, "asHbni", "", "agsVuXQiY"},
    {{"cat", "cats"}, {"chat", "chats"}, M, "asHbi", "", "agsVuQiYj"},
    {{"horse", "horses"}, {"cheval", "chevaux"}, M, "abni", "", "agsVuXQiY"},
    {{"bird", "birds"}, {"oiseau", "oiseaux"}, M, "asPbi", "", "agsuYj"},
    {{"owl", "owls"}, {"hibou", "hiboux"}, M, "aHix", "", "agsVuYQ"},
    {{"cow", "cows"}, {"vache", "vaches"}, F, "abni", "", "agsVuXQ"},
    {{"mouse", "mice"}, {"souris", "souris"}, F, "asPi", "", "agsu"},
    {{"hen", "hens"}, {"poule", "poules"}, F, "asbi", "", "agsVuj"},
    {{"goat", "goats"}, {"chèvre", "chèvres"}, F, "abi", "", "agsVuj"},
    {{"tortoise", "tortoises"}, {"tortue", "tortues"}, F, "abi", "", "agsVu"},
    {{"animal", "animals"}, {"animal", "animaux"}, M, "aix", "", "agsVuXY"},
    /* things */
    {{"car", "cars"}, {"voiture", "voitures"}, F, "vni", "H", "CZ$DgsyVqY"},
    {{"boat", "boats"}, {"bateau", "bateaux"}, M, "vni", "OY", "CZ$DEgsyVYj"},
    {{"plane", "planes"}, {"avion", "avions"}, M, "vi", "", "CZ$gsyVY"},
    {{"book", "books"}, {"livre", "livres"}, M, "tdocg", "", "CZh$gsyVqAGY"},
    {{"letter", "letters"}, {"lettre", "lettres"}, F, "tdog", "", "G3ysqY"},
    {{"story", "stories"}, {"histoire", "histoires"}, F, "dy", "", "G3ZAyVqYj"},
    {{"picture", "pictures"}, {"image", "images"}, F, "tgi", "", "gs3AyVYj"},
    {{"key", "keys"}, {"clé", "clés"}, F, "t", "", "gsyVh"},
    {{"hat", "hats"}, {"chapeau", "chapeaux"}, M, "tgw", "", "CZ$DTgsyVYj"},
    {{"coat", "coats"}, {"manteau", "manteaux"}, M, "twn", "", "CZ$DGhgyVY"},
    {{"dress", "dresses"}, {"robe", "robes"}, F, "twni", "", "CZ$DGsyVYj"},
    {{"watch", "watches"}, {"montre", "montres"}, F, "tg", "", "Z$bTgsyVYj"},
    {{"glass", "glasses"}, {"verre", "verres"}, M, "tn", "", "bDEgsYj"},
    {{"bottle", "bottles"}, {"bouteille", "bouteilles"}, F, "tocn", "", "CbDEhgs"},
    {{"box", "boxes"}, {"boîte", "boîtes"}, F, "togc", "wux", "CETDhgsVYj"},
    {{"table", "tables"}, {"table", "tables"}, F, "mni", "ux", "C$bTDhgsyVYj"},
    {{"chair", "chairs"}, {"chaise", "chaises"}, F, "mni", "ux", "C$bDhgsyVYj"},
    {{"computer", "computers"}, {"ordinateur", "ordinateurs"}, M, "m", "", "CZ$bhgsyVq"},
    {{"door", "doors"}, {"porte", "portes"}, F, "zocn", "HF", "ChbDgsyV"},
    {{"window", "windows"}, {"fenêtre", "fenêtres"}, F, "zocn", "F", "bTDgsyV"},
    {{"tree", "trees"}, {"arbre", "arbres"}, M, "zix", "HU", "gsVYj"},
    {{"flower", "flowers"}, {"fleur", "fleurs"}, F, "tgie", "", "CgsYj"},
    /* food */
    {{"apple", "apples"}, {"pomme", "pommes"}, F, "fen", "", "1gsq"},
    {{"orange", "oranges"}, {"orange", "oranges"}, F, "fe", "", "gsq"},
    /* places */
    {{"house", "houses"}, {"maison", "maisons"}, F, "lhi", "ILNHF", "C$DEKTgsyVYj"},
    {{"school", "schools"}, {"école", "écoles"}, F, "li", "IHF", "ZEDgsyVqA"},
    {{"church", "churches"}, {"église", "églises"}, F, "lix", "IHF", "AEKQgsyVYj"},
    {{"castle", "castles"}, {"château", "châteaux"}, M, "lhi", "ILHF", "AZEKgsVYj"},
    {{"garden", "gardens"}, {"jardin", "jardins"}, M, "lhi", "IN", "AZQgsyVYj"},
    {{"kitchen", "kitchens"}, {"cuisine", "cuisines"}, F, "zn", "I", "DEKgsyVYj"},
    {{"city", "cities"}, {"ville", "villes"}, F, "l", "IL", "AZQRXDgsVYj"},
    {{"village", "villages"}, {"village", "villages"}, M, "li", "ILN", "AZQRgsVYj"},
    {{"island", "islands"}, {"île", "îles"}, F, "lix", "OY", "AQXgsYj"},
    /* ways */
    {{"forest", "forests"}, {"forêt", "forêts"}, F, "lkix", "ILN", "KXQgsVY"},
    {{"street", "streets"}, {"rue", "rues"}, F, "kqx", "I", "WNBKGSMQXEDgsyVYj"},
    {{"bridge", "bridges"}, {"pont", "ponts"}, M, "kix", "OU", "WNBGXAgsyVYj"},
    {{"river", "rivers"}, {"rivière", "rivières"}, F, "kqix", "", "WPGXAgsYj"},
    {{"lake", "lakes"}, {"lac", "lacs"}, M, "kix", "", "WPXAQgsYj"},
    {{"road", "roads"}, {"route", "routes"}, F, "kqx", "O", "WNBKGSMXEgsyV"},
    {{"field", "fields"}, {"champ", "champs"}, M, "kx", "I", "WGMgs"},
    {{"path", "paths"}, {"chemin", "chemins"}, M, "kqx", "O", "NKGSMXBs"},
    {{"mountain", "mountains"}, {"montagne", "montagnes"}, F, "kix", "O", "SXAgY"},
};

/* looks: C any colour, 1 a fruit's colour, Z origin, h weight, $ price, D clean or dirty, E empty,
   b broken, T round, A famous, Q quiet, X dangerous, R rich or poor, K dark, W wide, N narrow, P
   deep, S steep, B busy, M muddy, G long, p person's state, a animal's state, i intelligent, 3 sad
   thing, g big, s small, Y beautiful, j lovely, y new, V old, u young, q good or bad. */
#define SAME(m, f)                                                                                 \
    {                                                                                              \
        {m, m "s"}, {                                                                              \
            f, f "s"                                                                               \
        }                                                                                          \
    }
#define CONSTANT(a)                                                                                \
    {                                                                                              \
        {a, a "s"}, {                                                                              \
            a, a "s"                                                                               \
        }                                                                                          \
    }
#define EUX(stem)                                                                                  \
    {                                                                                              \
        {stem "eux", stem "eux"}, {                                                                \
            stem "euse", stem "euses"                                                              \
        }                                                                                          \
    }

const Adjective word_adjectives[ADJECTIVE_COUNT] = {
    {"big", SAME("grand", "grande"), RANK_BEFORE, NULL, "g", true, 0},
    {"small", SAME("petit", "petite"), RANK_BEFORE, NULL, "s", true, 0},
    {"beautiful", {{"beau", "beaux"}, {"belle", "belles"}}, RANK_BEFORE, "bel", "Y", true, 0},
    {"lovely", SAME("joli", "jolie"), RANK_BEFORE, NULL, "j", true, 0},
    {"new",
     {{"nouveau", "nouveaux"}, {"nouvelle", "nouvelles"}},
     RANK_BEFORE,
     "nouvel",
     "y",
     false,
     0},
    {"old", {{"vieux", "vieux"}, {"vieille", "vieilles"}}, RANK_BEFORE, "vieil", "V", true, 0},
    {"young", CONSTANT("jeune"), RANK_BEFORE, NULL, "u", true, 0},
    {"good", SAME("bon", "bonne"), RANK_BEFORE, NULL, "q", true, 0},
    {"bad", {{"mauvais", "mauvais"}, {"mauvaise", "mauvaises"}}, RANK_BEFORE, NULL, "q", true, 0},
    {"long", SAME("long", "longue"), RANK_BEFORE, NULL, "G", true, 'w'},
    {"other", CONSTANT("autre"), RANK_BEFORE, NULL, "*", false, 0},
    {"red", CONSTANT("rouge"), RANK_COLOUR, NULL, "C1", true, 0},
    {"blue", SAME("bleu", "bleue"), RANK_COLOUR, NULL, "C", true, 0},
    {"green", SAME("vert", "verte"), RANK_COLOUR, NULL, "C1", true, 0},
    {"yellow", CONSTANT("jaune"), RANK_COLOUR, NULL, "C1", true, 0},
    {"white", {{"blanc", "blancs"}, {"blanche", "blanches"}}, RANK_COLOUR, NULL, "Ca", true, 0},
    {"black", SAME("noir", "noire"), RANK_COLOUR, NULL, "Ca", true, 0},
    {"grey", {{"gris", "gris"}, {"grise", "grises"}}, RANK_COLOUR, NULL, "Ca", true, 0},
    {"french",
     {{"français", "français"}, {"française", "françaises"}},
     RANK_ORIGIN,
     NULL,
     "Z",
     true,
     0},
    {"english",
     {{"anglais", "anglais"}, {"anglaise", "anglaises"}},
     RANK_ORIGIN,
     NULL,
     "Z",
     true,
     0},
    {"european", SAME("européen", "européenne"), RANK_ORIGIN, NULL, "Z", true, 0},
    {"heavy", SAME("lourd", "lourde"), RANK_STATE, NULL, "h", true, 0},
    {"expensive", {{"cher", "chers"}, {"chère", "chères"}}, RANK_STATE, NULL, "$", true, 0},
    {"clean", CONSTANT("propre"), RANK_STATE, NULL, "D", true, 0},
    {"dirty", CONSTANT("sale"), RANK_STATE, NULL, "D", true, 0},
    {"empty", CONSTANT("vide"), RANK_STATE, NULL, "E", true, 0},
    {"broken", SAME("cassé", "cassée"), RANK_STATE, NULL, "b", true, 0},
    {"round", SAME("rond", "ronde"), RANK_STATE, NULL, "T", true, 0},
    {"famous", CONSTANT("célèbre"), RANK_STATE, NULL, "A", true, 0},
    {"quiet", CONSTANT("calme"), RANK_STATE, NULL, "Q", true, 0},
    {"dangerous", EUX("danger"), RANK_STATE, NULL, "X", true, 0},
    {"intelligent", SAME("intelligent", "intelligente"), RANK_STATE, NULL, "i", true, 0},
    {"rich", CONSTANT("riche"), RANK_STATE, NULL, "R", true, 0},
    {"poor", CONSTANT("pauvre"), RANK_STATE, NULL, "R", true, 0},
    {"happy", EUX("heur"), RANK_STATE, NULL, "pa", true, 0},
    {"sad", CONSTANT("triste"), RANK_STATE, NULL, "pa3", true, 0},
    {"tired", SAME("fatigué", "fatiguée"), RANK_STATE, NULL, "pa", true, 'a'},
    {"sick", CONSTANT("malade"), RANK_STATE, NULL, "pa", true, 'a'},
    {"hungry", SAME("affamé", "affamée"), RANK_STATE, NULL, "pa", true, 'a'},
    {"slow", SAME("lent", "lente"), RANK_STATE, NULL, "a", true, 'a'},
    {"lazy", EUX("paress"), RANK_STATE, NULL, "pa", true, 'a'},
    {"scared", SAME("effrayé", "effrayée"), RANK_STATE, NULL, "pa", true, 'a'},
    {"weak", CONSTANT("faible"), RANK_STATE, NULL, "pa", true, 'a'},
    {"wide", CONSTANT("large"), RANK_STATE, NULL, "W", true, 'w'},
    {"narrow", SAME("étroit", "étroite"), RANK_STATE, NULL, "N", true, 'w'},
    {"deep", SAME("profond", "profonde"), RANK_STATE, NULL, "P", true, 'w'},
    {"steep", CONSTANT("raide"), RANK_STATE, NULL, "S", true, 'w'},
    {"busy", SAME("fréquenté", "fréquentée"), RANK_STATE, NULL, "B", true, 'w'},
    {"dark", CONSTANT("sombre"), RANK_STATE, NULL, "K", true, 'w'},
    {"muddy", EUX("bou"), RANK_STATE, NULL, "M", true, 'w'},
};

/* The five persons of a regular -er verb; a stem in g or c is written out. */
#define ER(stem) {stem "e", stem "e", stem "ons", stem "ez", stem "ent"}, stem "é"
#define ALL "patmvflkz"
#define OWNED "tmvfbh"

const Verb word_transitives[TRANSITIVE_COUNT] = {
    {{"see", "sees", "saw"},
     NULL,
     {"vois", "voit", "voyons", "voyez", "voient"},
     "vu",
     ALL,
     "palkf",
     NULL,
     VERB_PLACED},
    {{"eat", "eats", "ate"},
     NULL,
     {"mange", "mange", "mangeons", "mangez", "mangent"},
     "mangé",
     "f",
     "e",
     "P",
     VERB_PLACED},
    {{"like", "likes", "liked"}, NULL, ER("aim"), ALL "yd", "pafk", NULL, VERB_DEFINITE},
    {{"buy", "buys", "bought"},
     NULL,
     {"achète", "achète", "achetons", "achetez", "achètent"},
     "acheté",
     OWNED,
     NULL,
     NULL,
     0},
    {{"sell", "sells", "sold"},
     NULL,
     {"vends", "vend", "vendons", "vendez", "vendent"},
     "vendu",
     OWNED,
     NULL,
     NULL,
     0},
    {{"send", "sends", "sent"},
     NULL,
     {"envoie", "envoie", "envoyons", "envoyez", "envoient"},
     "envoyé",
     "g",
     NULL,
     NULL,
     0},
    {{"write", "writes", "wrote"},
     NULL,
     {"écris", "écrit", "écrivons", "écrivez", "écrivent"},
     "écrit",
     "d",
     NULL,
     NULL,
     VERB_PLACED},
    {{"read", "reads", "read"},
     NULL,
     {"lis", "lit", "lisons", "lisez", "lisent"},
     "lu",
     "d",
     NULL,
     NULL,
     VERB_PLACED},
    {{"open", "opens", "opened"},
     NULL,
     {"ouvre", "ouvre", "ouvrons", "ouvrez", "ouvrent"},
     "ouvert",
     "o",
     NULL,
     NULL,
     0},
    {{"close", "closes", "closed"}, NULL, ER("ferm"), "c", NULL, NULL, 0},
    {{"find", "finds", "found"}, NULL, ER("trouv"), "patflq", "pekf", NULL, VERB_PLACED},
    {{"look", "looks", "looked"}, "for", ER("cherch"), "patfvlq", "pae", NULL, VERB_PLACED},
    {{"hear", "hears", "heard"},
     NULL,
     {"entends", "entend", "entendons", "entendez", "entendent"},
     "entendu",
     "pa",
     "pa",
     NULL,
     VERB_PLACED},
    {{"have", "has", "had"},
     NULL,
     {"ai", "a", "avons", "avez", "ont"},
     "eu",
     OWNED,
     NULL,
     NULL,
     VERB_PRESENT_ONLY},
    {{"want", "wants", "wanted"},
     NULL,
     {"veux", "veut", "voulons", "voulez", "veulent"},
     "voulu",
     OWNED,
     NULL,
     NULL,
     VERB_PRESENT_ONLY},
    {{"take", "takes", "took"},
     NULL,
     {"prends", "prend", "prenons", "prenez", "prennent"},
     "pris",
     "tfv",
     NULL,
     NULL,
     0},
    {{"lose", "loses", "lost"},
     NULL,
     {"perds", "perd", "perdons", "perdez", "perdent"},
     "perdu",
     "tb",
     NULL,
     NULL,
     VERB_PLACED},
    {{"draw", "draws", "drew"}, NULL, ER("dessin"), "i", NULL, NULL, VERB_PLACED},
    {{"know", "knows", "knew"},
     NULL,
     {"connais", "connaît", "connaissons", "connaissez", "connaissent"},
     "connu",
     "plqy",
     NULL,
     NULL,
     VERB_PRESENT_ONLY},
    {{"visit", "visits", "visited"}, NULL, ER("visit"), "l", NULL, NULL, 0},
    {{"cross", "crosses", "crossed"}, NULL, ER("travers"), "k", "k", NULL, 0},
    {{"follow", "follows", "followed"},
     NULL,
     {"suis", "suit", "suivons", "suivez", "suivent"},
     "suivi",
     "paq",
     "paq",
     NULL,
     0},
    {{"wash", "washes", "washed"}, NULL, ER("lav"), "n", NULL, NULL, 0},
    {{"help", "helps", "helped"}, NULL, ER("aid"), "pa", NULL, NULL, 0},
    {{"wear", "wears", "wore"}, NULL, ER("port"), "w", NULL, NULL, 0},
};

const Verb word_intransitives[INTRANSITIVE_COUNT] = {
    {{"sleep", "sleeps", "slept"},
     NULL,
     {"dors", "dort", "dormons", "dormez", "dorment"},
     "dormi",
     "IUO",
     "IHUwux",
     NULL,
     0},
    {{"work", "works", "worked"}, NULL, ER("travaill"), "IHO", NULL, NULL, 0},
    {{"sing", "sings", "sang"}, NULL, ER("chant"), "IHUOF", NULL, NULL, 0},
    {{"walk", "walks", "walked"}, NULL, ER("march"), "IHOF", "IHO", NULL, 0},
    {{"play", "plays", "played"}, NULL, ER("jou"), "IHUF", "IHUu", NULL, 0},
    {{"wait", "waits", "waited"},
     NULL,
     {"attends", "attend", "attendons", "attendez", "attendent"},
     "attendu",
     "IHUOF",
     "IHUOFwux",
     NULL,
     0},
    {{"live", "lives", "lived"}, NULL, ER("habit"), "LY", "N", NULL, 0},
    {{"run", "runs", "ran"},
     NULL,
     {"cours", "court", "courons", "courez", "courent"},
     "couru",
     "IOH",
     "IOH",
     NULL,
     0},
};

const Preposition word_prepositions[PREPOSITION_COUNT] = {
    {{"in", NULL, NULL}, "dans", "ILNw"},   {{"on", NULL, NULL}, "sur", "OYx"},
    {{"under", NULL, NULL}, "sous", "Uu"},  {{"behind", NULL, NULL}, "derrière", "H"},
    {{"in", "front", "of"}, "devant", "F"},
};

const Document word_documents[DOCUMENT_COUNT] = {
    {"agreement", "accord", M}, {"treaty", "traité", M},  {"law", "loi", F},
    {"contract", "contrat", M}, {"charter", "charte", F}, {"convention", "convention", F},
};

const Deed word_deeds[DEED_COUNT] = {
    {"signed", {"signé", "signée"}},
    {"adopted", {"adopté", "adoptée"}},
    {"published", {"publié", "publiée"}},
    {"cancelled", {"annulé", "annulée"}},
};

/* fields: which of word_fields make sense with the area, by their first letters. */
const Area word_areas[AREA_COUNT] = {
    {"area", "zone", F, "emaic"},       {"market", "marché", M, "aic"},
    {"union", "union", F, "emp"},       {"policy", "politique", F, "emaic"},
    {"system", "système", M, "empaic"}, {"community", "communauté", F, "epa"},
};

const AreaAdjective word_origins[ORIGIN_COUNT] = {
    {"european", {"européen", "européenne"}, 0},
    {"african", {"africain", "africaine"}, 0},
    {"american", {"américain", "américaine"}, 0},
    {"british", {"britannique", "britannique"}, 0},
    {"canadian", {"canadien", "canadienne"}, 0},
    {"international", {"international", "internationale"}, 0},
    {"national", {"national", "nationale"}, 0},
};

const AreaAdjective word_fields[FIELD_COUNT] = {
    {"economic", {"économique", "économique"}, 'e'},
    {"monetary", {"monétaire", "monétaire"}, 'm'},
    {"agricultural", {"agricole", "agricole"}, 'a'},
    {"political", {"politique", "politique"}, 'p'},
    {"industrial", {"industriel", "industrielle"}, 'i'},
    {"commercial", {"commercial", "commerciale"}, 'c'},
};

const WordPair word_months[MONTH_COUNT] = {
    {"january", "janvier"}, {"february", "février"},  {"march", "mars"},
    {"april", "avril"},     {"may", "mai"},           {"june", "juin"},
    {"july", "juillet"},    {"august", "août"},       {"september", "septembre"},
    {"october", "octobre"}, {"november", "novembre"}, {"december", "décembre"},
};

const char *const word_years[YEAR_COUNT] = {
    "1985", "1986", "1987", "1988", "1989", "1990", "1991", "1992", "1993", "1994", "1995",
    "1996", "1997", "1998", "1999", "2000", "2001", "2002", "2003", "2004", "2005", "2006",
    "2007", "2008", "2009", "2010", "2011", "2012", "2013", "2014", "2015", "2016", "2017",
    "2018", "2019", "2020", "2021", "2022", "2023", "2024", "2025",
};
