import * as z from "zod";

/** An id as it is asked for. In capitals it is the same id (RFC 9562), and all that comes after compares text. */
export const Id = z.uuid().toLowerCase();
