import { config, loadSecrets, whereSecretsAre } from "@/platform/config";
import { diagnose } from "@/platform/process/diagnose";

await loadSecrets();

async function doctor(): Promise<void> {
  for (const line of whereSecretsAre()) console.log(`secrets    ${line}`);
  const { lines, faults } = await diagnose(config());
  for (const line of lines) console.log(line);
  for (const fault of faults) console.log(`WRONG ${fault}`);
  if (faults.length === 0) console.log("Nothing is wrong.");
  process.exitCode = faults.length === 0 ? 0 : 1;
}

try {
  await doctor();
} catch (error) {
  console.error(error instanceof Error ? error.message : "The configuration could not be examined.");
  process.exitCode = 1;
}
