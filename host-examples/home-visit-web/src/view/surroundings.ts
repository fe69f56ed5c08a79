/** Where the page runs, as far as that spoils the way to an app and back. */
const IN_APP = /\bLine\/|FBAN|FBAV|FB_IAB|Instagram|YJApp|; wv\)/;

/** A browser inside another app, such as LINE's: links to apps and back get lost there. */
export const isInApp = (): boolean => IN_APP.test(navigator.userAgent);
