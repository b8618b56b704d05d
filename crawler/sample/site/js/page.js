// The list pages call this where the publishing system would draw its pager; the links stand in the page itself.
function createPageHTML(count, current, name, extension) {
  document.write("<span>共" + count + "页　第" + (current + 1) + "页</span> ");
}
