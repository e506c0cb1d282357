import { setTimeout as pause } from 'node:timers/promises';
import type { Browser, Locator, Page } from 'playwright-core';

/** How long an answer may take on a slow machine. */
const ANSWER_MS = 20_000;

type Place = 'personal' | 'group' | 'channel';

/** What a person does in the Agents Playground's page, as in Teams. */
export class TeamsClient {
  readonly page: Page;
  /** What the page's console complained of. */
  readonly complaints: readonly string[];
  #place: Place = 'personal';
  /** The texts of the cards that were there before the last thing said or clicked. */
  #before: readonly string[] = [];
  /** The card at hand: the one that `card` gave last. */
  #card: Locator | undefined;
  /** Where the bot has introduced itself: it does so once in a chat, and once in a team. */
  readonly #welcomed = new Set<Place>();

  private constructor(page: Page, complaints: readonly string[]) {
    this.page = page;
    this.complaints = complaints;
  }

  /** Opens the page in the personal chat, with the words of welcome in it. */
  static async open(browser: Browser, url: string): Promise<TeamsClient> {
    const page = await browser.newPage({ viewport: { width: 1500, height: 1200 } });
    page.setDefaultTimeout(ANSWER_MS);
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      const complaint = `${message.text()} ${message.location().url}`;
      if (message.type() === 'error' && !isAboutOtherHosts(complaint) && !isThePages(complaint))
        complaints.push(complaint);
    });
    await page.route(isElsewhere, (route) => route.abort());
    await page.goto(url);
    await page.getByRole('button', { name: 'Hide log panel' }).click();
    const client = new TeamsClient(page, complaints);
    await client.openPersonalChat();
    return client;
  }

  openPersonalChat(): Promise<void> {
    return this.#enter('personal', 'Personal Chat');
  }

  openGroup(): Promise<void> {
    return this.#enter('group', 'Security Operations');
  }

  openChannel(name: 'General' | 'Portal moves' = 'Portal moves'): Promise<void> {
    return this.#enter('channel', `Contoso - ${name}`);
  }

  async #enter(place: Place, name: string): Promise<void> {
    await this.page.getByRole('treeitem', { name, exact: true }).click();
    this.#place = place;
    this.#before = [];
    if (!this.#welcomed.has(place)) await this.card();
    this.#welcomed.add(place);
  }

  /** Types and sends; in a group or channel the bot is mentioned first, unless it is not to be. */
  async say(text: string, { mention = this.#place !== 'personal' } = {}): Promise<void> {
    this.#before = await this.cards();
    const boxes = this.page.locator('[role=textbox][contenteditable=true]');
    await (this.#place === 'channel' ? boxes.first() : boxes.last()).click();
    if (mention) {
      await this.page.keyboard.type('@');
      await this.page.getByRole('menuitem', { name: 'Signpost' }).click();
    }
    await this.page.keyboard.insertText(mention ? ` ${text}` : text);
    const send = this.#place === 'channel' ? 'Post' : 'Send Message';
    await this.page.getByRole('button', { name: send, exact: true }).click();
  }

  /** The texts of all cards in the place that is open, in the page's order. */
  cards(): Promise<string[]> {
    return this.#cards().allInnerTexts();
  }

  /**
   * What the newest card with these words says that came, or took another's place, after the last `say` or `click`, once it
   * is there. From then on it is the card at hand.
   */
  async card(withWords = ''): Promise<string> {
    const countIn = (texts: readonly string[], wanted: string) => texts.filter((text) => text === wanted).length;
    let texts: readonly string[] = [];
    for (const until = Date.now() + ANSWER_MS; Date.now() < until; await pause(50)) {
      texts = await this.cards();
      const isNew = (text: string) => text.includes(withWords) && countIn(texts, text) > countIn(this.#before, text);
      // the newest post of a channel stands first
      const index = this.#place === 'channel' ? texts.findIndex(isNew) : texts.findLastIndex(isNew);
      const text = texts[index];
      if (text === undefined) continue;
      this.#card = this.#cards().nth(index);
      return text;
    }
    throw new Error(`No new card with “${withWords}” among:\n${texts.join('\n---\n')}`);
  }

  /** Clicks a button of the card at hand. */
  async click(button: string): Promise<void> {
    this.#before = await this.cards();
    await this.#atHand().getByRole('button', { name: button, exact: true }).click();
  }

  /** Presses a key where the focus is. */
  async press(key: string): Promise<void> {
    this.#before = await this.cards();
    await this.page.keyboard.press(key);
  }

  /** Types a message where the focus is, and sends it. */
  async typed(text: string): Promise<void> {
    await this.page.keyboard.type(text);
    await this.press('Enter');
  }

  /** Types into a field of the card at hand. */
  async fill(label: string, text: string): Promise<void> {
    await this.#atHand().getByRole('textbox', { name: label }).fill(text);
  }

  /** Chooses from a list of the card at hand. */
  async choose(label: string, option: string): Promise<void> {
    await this.#atHand().getByRole('combobox', { name: label }).click();
    await this.page.getByRole('option', { name: option }).click();
  }

  /** Ticks a box of the card at hand. */
  async check(label: string): Promise<void> {
    await this.#atHand().getByRole('checkbox', { name: label }).check();
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path });
  }

  async close(): Promise<void> {
    await this.page.close();
  }

  #atHand(): Locator {
    if (!this.#card) throw new Error('no card is at hand: ask for one with card()');
    return this.#card;
  }

  #cards(): Locator {
    return this.page.locator('.ac-adaptiveCard');
  }
}

const isElsewhere = ({ hostname }: URL): boolean => hostname !== '127.0.0.1';

/** The page wants fonts and animations from hosts that the tests keep it from. */
const isAboutOtherHosts = (complaint: string): boolean =>
  [...complaint.matchAll(/https?:\/\/[^\s)]+/g)].some(([url]) => isElsewhere(new URL(url)));

/** The Playground's page races itself where a post comes while another place is opened, and shows it all the same. */
const isThePages = (complaint: string): boolean => /Saga error.*Invalid conversation id/.test(complaint);
