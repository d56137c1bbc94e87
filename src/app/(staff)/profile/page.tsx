import type { Metadata } from "next";
import { ProfileScreen } from "@/app/(staff)/profile/profile-screen";

export const metadata: Metadata = { title: "Your profile" };

export default function ProfilePage() {
  return <ProfileScreen />;
}
