/** Words that say nothing about what is looked for: those of every sentence, and those of asking for a page. */

const wordsIn = (text: string): ReadonlySet<string> => new Set(text.split(/\s+/));

export const ENGLISH_STOP_WORDS = wordsIn(
  `a an the this that these those and or but so if then than as of to in on at by for with without from into onto over
  up out off about via per is are was were be been being am do does did doing done has have had having will would shall
  should can could may might must cant cannot dont doesnt didnt isnt arent wasnt wont couldnt ive im id ill
  i me my mine we us our ours you your yours he him his she her hers it its they them their theirs
  what which who whom whose when where why how there here now just also too very still already again ever only
  some any each every all both more most much many other another such same own
  not no nor yes please thanks thank hi hello hey ok
  go goes going gone went move moves moved moving find finds finding located locate location locations place places
  page pages tab screen link address site portal portals console menu section
  old new old-style former formerly previous previously used use using used anymore longer nowadays currently today
  need needs want wants wanted like get gets got getting getting know look looking see way something thing things
  somewhere anywhere disappeared disappear vanished missing gone broken broke dead bookmark bookmarked tell show shows
  microsoft ms office 365`,
);

/** Without accents, as questions are read. */
const GERMAN_STOP_WORDS = wordsIn(
  `der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine keinen mehr noch schon nur
  ich mir mich wir uns unser unsere unseren sie ihr ihre ihnen er es man jemand jemanden alle allem allen alles
  zu zum zur von vom im am an auf aus bei beim mit nach fur uber unter um als auch so seit bis ohne durch
  wie was wer wen wem wann warum wieso weshalb welche welcher welches welchen welt
  wo woher wohin hin ist sind war waren wird werden wurde wurden bin hat haben habe hatte kann konnen konnte
  gibt gab geht gehen ging kommt kommen komme kam steht stehen stellt stellen heisst macht machen
  finde finden findet fand gefunden sucht lande landet umgezogen gezogen verschoben verschwunden weg geblieben gekommen
  hingekommen geworden gewandert
  jetzt nun mal denn doch da dort hier heute gestern fruher bisher etwas nichts bitte danke guten hallo
  alte alten altes neue neuen neues neuer leere seite seiten ort orte stelle lesezeichen tot kaputt sagen sag weiss
  zeig zeige`,
);

/** Without accents, as questions are read. */
const FRENCH_STOP_WORDS = wordsIn(
  `le la les un une des du de au aux en dans sur sous pour par avec sans vers chez entre et ou mais ne pas plus jamais
  je tu il elle on nous vous ils elles me se lui leur leurs mon ma mes notre nos votre vos son sa ses ce cet cette ces
  ca cela c y d l j n s t m qu qui que quoi dont quel quelle quels quelles comment pourquoi quand quelqu
  est sont etait etaient ete etre ont avait avoir fait faire faut peut peux pouvez puis veux voudrais
  passe passee passes passees trouve trouver trouves trouvent trouvera disparu disparue disparus disparues
  deplace deplacee deplaces deplacees deplacer cherche chercher marche fonctionne sais sait savez
  maintenant desormais aujourdhui avant hier depuis encore deja aussi tout tous toute toutes rien meme
  ancien ancienne anciens anciennes nouveau nouvelle nouveaux nouvelles lien page pages endroit favori vide mort morte
  merci bonjour salut svp`,
);

const STOP_WORDS: ReadonlySet<string> = new Set([...ENGLISH_STOP_WORDS, ...GERMAN_STOP_WORDS, ...FRENCH_STOP_WORDS]);

export const isStopWord = (text: string): boolean => STOP_WORDS.has(text);
