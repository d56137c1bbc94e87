import { expect, test } from "vitest";
import { redactMessage } from "./redact-message";

const M = "mark3r7";

test.each([
  [`invalid input syntax for type uuid: "${M} with words"`],
  [`Unexpected token 'm', "${M}..." is not valid JSON`],
  [`Unterminated "plain words that somebody typed`],
  [`connect to postgres://shop:plainword@db.example/shop failed`],
  [`fetch of https://shop.example/reset?token=plainword failed`],
  ["ann@stock.example is known already"],
  ["the password is plainword"],
  ["cookie: plainword; plainword"],
  ['{"token":"plainword"}'],
  ["Bearer: plainword"],
  ["token=plainword"],
  [`no such thing as ${M}`],
  ["call +491701234567 or 4111111111111111"],
  ["seen eyJhbGciOiJIUzIeyJhbGciOiJIUzI in it"],
  ["a `plainword` in ticks and “plainword” in quotes"],
  [`${"x ".repeat(150)}${M}`],
])("%s", (message) => {
  expect(redactMessage(message)).not.toMatch(
    /mark3r7|plain ?word|somebody|ann@|shop@|4917|4111|eyJ|stock\.example|shop\.example|db\.example/,
  );
});

test("what the program says of itself is kept", () => {
  expect(redactMessage("Cannot read properties of undefined (reading 'quantity')")).toBe(
    "Cannot read properties of undefined (reading quantity)",
  );
  expect(redactMessage("No handler is called orders.confirm.")).toBe("No handler is called orders.confirm.");
  expect(
    redactMessage('The database refused "insert users": unique (23505) by users_email_must_be_unique on users.'),
  ).toBe('The database refused "[hidden]": unique (23505) by users_email_must_be_unique on users.');
  expect(redactMessage("Only pages for staff know who isn't signed in, and can't.")).toBe(
    "Only pages for staff know who isn't signed in, and can't.",
  );
});
