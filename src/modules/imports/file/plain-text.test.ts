import { expect, test } from "vitest";
import { cpuMsOf } from "@/testing/cpu-time";
import { decodeEntities, toPlainText } from "./plain-text";

test.each([
  ["<p>Caf&eacute; &#233; &#xe9; &hellip; 5&nbsp;&euro;</p><ul><li>a</li><li>b</li></ul>", "Café é é … 5 €\n\na\nb"],
  ["one<br>two<br/>three", "one\ntwo\nthree"],
  ["<style>p { color: red }</style><p>Text</p><script>x('<p>')</script>", "Text"],
  ["<div><div><div>deep</div></div></div><div>next</div>", "deep\nnext"],
  [
    "<table><tr><td>Width</td><td>3 cm</td></tr><tr><td>Height</td><td>4 cm</td></tr></table>",
    "Width 3 cm\nHeight 4 cm",
  ],
  ["<b>bold</b> and <a href='x'>linked</a>, <em>so</em>", "bold and linked, so"],
  ["<!-- hidden -->shown", "shown"],
  ["a &lt;b&gt; c", "a <b> c"],
  ["5 < 6 and 7 > 3", "5 < 6 and 7 > 3"],
  ["Fish & chips, R&D, AT&T, a&notit", "Fish & chips, R&D, AT&T, a&notit"],
  ["plain\ntext  stays", "plain\ntext  stays"],
])("%j reads as %j", (html, text) => expect(toPlainText(html)).toBe(text));

test("a title keeps what looks like a tag", () => {
  expect(decodeEntities("Filter &lt;A&gt; <B> &amp; Co")).toBe("Filter <A> <B> & Co");
});

test("a long text takes time by its length alone", () => {
  const text = "<td></td> <p> </p>&nbsp;<li>".repeat(60_000);
  expect(cpuMsOf(() => toPlainText(text))).toBeLessThan(3_000);
});
