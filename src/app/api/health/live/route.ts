/** The process answers. Whether people can work is another question: see `ready`. */
export const dynamic = "force-dynamic";

export const GET = () => Response.json({ live: true }, { headers: { "cache-control": "no-store" } });
