import type { Role } from "@/shared/access";
import { after, DAY_MS, HOUR_MS, MINUTE_MS } from "./calendar";
import type { Ids } from "./ids";
import type { Warehouse } from "./make-warehouses";
import type { Random } from "./random";
import type { GrantRow, UserRow } from "./rows";

export type Task = "sell" | "floor" | "lead";
/** `warehouse` is the only one they work in; those without one work in all, some of them from a `home`. */
type Employee = { name: string; email: string; role: Role; tasks: readonly Task[]; warehouse?: string; home?: string };

const MAIL_HOST = "holm-heather.example";

/** The first of each role is the one whose password is made known. */
const EMPLOYEES: readonly Employee[] = [
  { name: "Ines Halvorsen", email: "ines", role: "admin", tasks: ["lead"] },
  { name: "Tomas Wieland", email: "tomas", role: "manager", tasks: ["lead", "sell"] },
  { name: "Priya Lindqvist", email: "priya", role: "staff", tasks: ["sell", "floor"], home: "HAM" },
  { name: "Claire Fontanel", email: "claire", role: "manager", tasks: ["lead", "floor"], warehouse: "LYS" },
  { name: "Jakob Steinleitner", email: "jakob", role: "staff", tasks: ["floor"], warehouse: "VIE" },
  { name: "Nadia Okonjo", email: "nadia", role: "staff", tasks: ["sell"], home: "HAM" },
  { name: "Henrik Maas", email: "henrik", role: "staff", tasks: ["floor"], warehouse: "HAM" },
  { name: "Luc Béranger", email: "luc", role: "staff", tasks: ["floor"], warehouse: "LYS" },
];

export type Staff = {
  users: UserRow[];
  grants: GrantRow[];
  /** Somebody who does this kind of work, at this warehouse where one is named. */
  whoDoes(task: Task, random: Random, warehouseId?: string): string;
};

export function makeStaff(ids: Ids, random: Random, opened: Date, now: Date, warehouses: readonly Warehouse[]): Staff {
  const people = EMPLOYEES.map((employee, place) => {
    const createdAt = after(opened, place * 7 * MINUTE_MS);
    const warehouse = warehouses.find(({ code }) => code === employee.warehouse);
    const home = warehouse ?? warehouses.find(({ code }) => code === employee.home);
    const user: UserRow = {
      id: ids.at(createdAt),
      email: `${employee.email}@${MAIL_HOST}`,
      name: employee.name,
      kind: "person",
      passwordIsShort: false,
      role: employee.role,
      allWarehouses: !warehouse,
      status: "active",
      homeWarehouseId: home?.id ?? null,
      workingWarehouseId: null,
      workingOn: null,
      version: 1,
      createdAt,
      lastSignInAt: after(now, -random.between(HOUR_MS, 2 * DAY_MS)),
    };
    return { user, tasks: employee.tasks, warehouseId: warehouse?.id };
  });
  return {
    users: people.map(({ user }) => user),
    grants: people.flatMap(({ user, warehouseId }) => (warehouseId ? [{ userId: user.id, warehouseId }] : [])),
    whoDoes: (task, draw, warehouseId) =>
      draw.pick(
        people.filter(
          (person) => person.tasks.includes(task) && (!person.warehouseId || person.warehouseId === warehouseId),
        ),
      ).user.id,
  };
}
