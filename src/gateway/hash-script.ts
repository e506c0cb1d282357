/** Asks again with what the browser has kept to itself. It takes the place of the page, so that "back" leads out of it. */
export const HASH_SCRIPT = `
const { link } = document.getElementById('link').dataset;
location.replace('/go?to=' + encodeURIComponent(link + location.hash));
`;
