import { describe, expect, it } from 'vitest';
import { claimWhere, readWhereWords } from '../../src/bot/commands/where-words.ts';

const asks = (question: string | undefined) => ({ readable: true, words: { action: 'ask', question } });

describe('/where', () => {
  it.each([
    ['threat explorer', 'threat explorer'],
    ['https://protection.office.com/threatexplorer', 'https://protection.office.com/threatexplorer'],
    ['did Threat Explorer go', 'where did Threat Explorer go'],
    ['is quarantine now', 'where is quarantine now'],
    ['can I find DLP', 'where can I find DLP'],
    ['miss', 'miss'],
  ])('takes words, an address, or a sentence: "%s"', (rest, question) => {
    expect(readWhereWords(rest)).toEqual(asks(question));
  });

  it('alone asks for a question', () => {
    expect(readWhereWords('')).toEqual(asks(undefined));
  });

  it('misses asks for what stays unanswered', () => {
    expect(readWhereWords('Misses')).toEqual({ readable: true, words: { action: 'misses' } });
  });
});

describe('a question in German or French', () => {
  it.each([
    ['wo ist der Bedrohungs-Explorer'],
    ['Wohin ist die Quarantäne umgezogen'],
    ['Wo finde ich DKIM'],
    ['où est passée la quarantaine'],
    ['Où se trouve le journal d’audit'],
    ['OÙ SONT les alertes'],
    ['o\u0075\u0300 est DKIM'],
    ['ou est DKIM'],
    ['ou se trouve DKIM'],
  ])('is one: %s', (text) => {
    expect(claimWhere(text)).toEqual({ action: 'ask', question: text });
  });

  it.each([['wo'], ['Wochenende'], ['woher'], ['ou bien non'], ['oui'], ['où']])('is not in %s', (text) => {
    expect(claimWhere(text)).toBeUndefined();
  });
});

describe('an address alone', () => {
  it.each([
    ['https://protection.office.com'],
    ['HTTP://x.example/a b'.split(' ')[0] ?? ''],
    ['security.microsoft.com/x?y#z'],
  ])('is a question: %s', (text) => {
    expect(claimWhere(text)).toEqual({ action: 'ask', question: text });
  });

  it.each([
    ['look at https://protection.office.com'],
    ['e.g'],
    ['thanks.Bye'],
    ['1.2.3'],
    ['ftp://x.example'],
    ['a..b'],
  ])('is not in %s', (text) => {
    expect(claimWhere(text)).toBeUndefined();
  });
});
