import type { CliCommand } from './command.ts';

/** What `signpost` can do. A new command is one file and one line here. */
export const COMMANDS: Readonly<
  Record<string, { readonly summary: string; readonly load: () => Promise<CliCommand> }>
> = {
  where: { summary: 'say where a page is now', load: async () => (await import('./where.ts')).where },
  explain: {
    summary: 'say where an old link leads, and why',
    load: async () => (await import('./explain.ts')).explain,
  },
  export: {
    summary: 'write the redirects as rules for other servers',
    load: async () => (await import('./export.ts')).exportCommand,
  },
  verify: { summary: 'check the chain of receipts', load: async () => (await import('./verify.ts')).verify },
  backup: {
    summary: 'copy the embedded database into a file',
    load: async () => (await import('./backup.ts')).backup,
  },
  restore: {
    summary: 'put a backup in the database’s place',
    load: async () => (await import('./backup.ts')).restore,
  },
  copy: {
    summary: 'move from the embedded database to PostgreSQL',
    load: async () => (await import('./copy.ts')).copy,
  },
  doctor: {
    summary: 'say what is wrong with this installation',
    load: async () => (await import('./doctor.ts')).doctor,
  },
  traffic: { summary: 'print how old links were used', load: async () => (await import('./traffic.ts')).traffic },
  feedback: { summary: 'print what people wrote', load: async () => (await import('./feedback.ts')).feedback },
};
