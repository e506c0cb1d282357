import { spawn } from 'node:child_process';

/** Opens a page in the person's own browser; where there is none, says where the page is, while anybody `isThere` to read it. */
export function openBrowser(url: string, isThere: () => boolean): void {
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['cmd', '/c', 'start', ''],
  };
  const [command, ...args] = openers[process.platform] ?? ['xdg-open'];
  const browser = spawn(command, [...args, url], { stdio: 'ignore', detached: true });
  const tell = () => console.error(`No browser could be opened here: open ${url} yourself.`);
  browser.once('error', tell);
  browser.once('exit', (code) => code !== 0 && isThere() && tell());
  browser.unref();
}
