import { expect, test } from "vitest";
import { signRequest } from "./sign-request.mjs";

/** Of Amazon's own test suite for Signature Version 4. */
const scope = {
  region: "us-east-1",
  service: "service",
  keys: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY" },
  now: new Date("2015-08-30T12:36:00Z"),
};

test.each([
  ["nothing but an address", "/", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"],
  [
    "parameters in another order",
    "/?Param2=value2&Param1=value1",
    "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
  ],
])("a question with %s is signed as AWS expects it", (_, path, signature) => {
  const headers = signRequest(new URL(path, "https://example.amazonaws.com"), scope);
  expect(headers["authorization"]).toBe(
    "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, " +
      `SignedHeaders=host;x-amz-date, Signature=${signature}`,
  );
});

test("the token of a role is signed too", () => {
  const keys = { ...scope.keys, sessionToken: "of-a-role" };
  const headers = signRequest(new URL("https://example.amazonaws.com/"), { ...scope, keys });
  expect(headers).toMatchObject({ "x-amz-security-token": "of-a-role" });
  expect(headers["authorization"]).toContain("SignedHeaders=host;x-amz-date;x-amz-security-token,");
});
