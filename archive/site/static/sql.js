/* The SQL editor: what Datasette keeps in the page, moved to a file so that no inline script is needed. */
(() => {
  const input = document.querySelector("textarea#sql-editor");
  const button = document.querySelector("button#sql-format");
  if (!input) return;
  const editor = CodeMirror.fromTextArea(input, { lineNumbers: true, mode: "text/x-sql", lineWrapping: true });
  editor.getInputField().setAttribute("aria-label", "SQL");
  editor.setOption("extraKeys", { "Shift-Enter": () => input.form.submit(), Tab: false });
  cmResize(editor, { resizableWidth: false });
  if (button) {
    button.hidden = false;
    button.addEventListener("click", () => editor.setValue(sqlFormatter.format(editor.getValue())));
  }
})();
