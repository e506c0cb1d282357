/** The question that one of this server's own links asks; undefined where the link is none. */
export function questionOfLink(link: string, publicUrl: string): string | undefined {
  const url = URL.parse(link);
  if (!url || url.origin !== publicUrl || url.username !== '' || url.password !== '') return undefined;
  if (url.pathname === '/') return url.searchParams.get('q') ?? undefined;
  if (url.pathname === '/go' || url.pathname === '/go/') return url.searchParams.get('to') ?? undefined;
  if (!url.pathname.startsWith('/go/')) return undefined;
  const old = url.href.slice(`${url.origin}/go/`.length);
  return /^https?:\//i.test(old) ? old : decoded(old);
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
