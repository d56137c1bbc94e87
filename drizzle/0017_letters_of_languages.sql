-- Languages whose alphabet sets letters apart that others sort together (src/platform/database/letters.ts).
create collation letters_cs (provider = icu, locale = 'cs-u-kn');
--> statement-breakpoint
create collation letters_da (provider = icu, locale = 'da-u-kn');
--> statement-breakpoint
create collation letters_es (provider = icu, locale = 'es-u-kn');
--> statement-breakpoint
create collation letters_et (provider = icu, locale = 'et-u-kn');
--> statement-breakpoint
create collation letters_fi (provider = icu, locale = 'fi-u-kn');
--> statement-breakpoint
create collation letters_hr (provider = icu, locale = 'hr-u-kn');
--> statement-breakpoint
create collation letters_hu (provider = icu, locale = 'hu-u-kn');
--> statement-breakpoint
create collation letters_ja (provider = icu, locale = 'ja-u-kn');
--> statement-breakpoint
create collation letters_lt (provider = icu, locale = 'lt-u-kn');
--> statement-breakpoint
create collation letters_lv (provider = icu, locale = 'lv-u-kn');
--> statement-breakpoint
create collation letters_nb (provider = icu, locale = 'nb-u-kn');
--> statement-breakpoint
create collation letters_pl (provider = icu, locale = 'pl-u-kn');
--> statement-breakpoint
create collation letters_ro (provider = icu, locale = 'ro-u-kn');
--> statement-breakpoint
create collation letters_sk (provider = icu, locale = 'sk-u-kn');
--> statement-breakpoint
create collation letters_sl (provider = icu, locale = 'sl-u-kn');
--> statement-breakpoint
create collation letters_sv (provider = icu, locale = 'sv-u-kn');
--> statement-breakpoint
create collation letters_tr (provider = icu, locale = 'tr-u-kn');
