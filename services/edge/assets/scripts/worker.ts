// The service worker. It keeps the shell's files only, never a page and never data.
export {};
