import { config, loadSecrets, whereSecretsAre } from "@/platform/config";
import { diagnose } from "@/platform/process/diagnose";

await loadSecrets();

for (const line of whereSecretsAre()) console.log(`secrets    ${line}`);
const { lines, faults } = await diagnose(config());
for (const line of lines) console.log(line);
for (const fault of faults) console.log(`WRONG ${fault}`);
if (faults.length === 0) console.log("Nothing is wrong.");
process.exitCode = faults.length === 0 ? 0 : 1;
