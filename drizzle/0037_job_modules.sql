CREATE TABLE "job_modules" (
	"module" text PRIMARY KEY NOT NULL,
	"is_apart" boolean DEFAULT false NOT NULL,
	"taken_at" timestamp with time zone NOT NULL
);
