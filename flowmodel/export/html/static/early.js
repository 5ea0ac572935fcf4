// Before anything is laid out: what only the script shows is not laid out at first. Where the
// script cannot begin, the page is as it is without one.
const root = document.documentElement;
const without = () => root.classList.remove("js");
if ("noModule" in HTMLScriptElement.prototype) root.classList.add("js");
addEventListener("error", without);
