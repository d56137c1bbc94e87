import type { NextApiRequest, NextApiResponse } from "next";

type Asked = {
  cookies: Record<string, string>;
  headers: Record<string, string>;
  method?: string;
  query?: Record<string, string | string[]>;
  body?: Record<string, string>;
};
type Answer = {
  getHeader: (name: string) => string | string[] | undefined;
  setHeader: (name: string, value: string | string[]) => unknown;
};

/**
 * next-auth 4 asks for the request and response of a Node server, which a route handler does not have. It uses the
 * fields and methods named here alone (read in its source, version 4.24).
 */
export const asNextAuthRequest = (asked: Asked, answer: Answer) =>
  [asked as unknown as NextApiRequest, answer as unknown as NextApiResponse] as const;
