package dev.attar.runtime.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * A folder that only its user can write to or read: owned by the user with permissions 0700, below folders in which nobody but the
 * user and root can rename it. Where the file system has no such permissions, it is as private as the system makes it.
 */
final class PrivateFolder {
    private static final int OTHERS_WRITE = 0022;
    private static final int OTHERS = 0077;
    private static final int STICKY = 01000; // as /tmp has it: only its owner can rename or remove a file
    private static final int ROOT = 0;

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFolder() {}

    /** Why a folder is not used. */
    static final class NotPrivate extends Exception {
        private static final long serialVersionUID = 1L;

        NotPrivate(String reason) {
            super(reason, null, false, false);
        }
    }

    /**
     * Makes the folder when it is not there.
     *
     * @return its real path, without links, for all that is done with it
     * @throws NotPrivate when others could put files there
     */
    static Path open(Path folder) throws NotPrivate, IOException {
        if (!folder.isAbsolute()) {
            throw new NotPrivate("'" + folder + "' is a relative path, which means another folder in each place");
        }
        if (!hasOwners(folder)) {
            return Files.createDirectories(folder).toRealPath();
        }
        Path there = folder;
        while (!Files.exists(there)) {
            there = there.getParent();
        }
        checkAbove(there.equals(folder) ? folder.toRealPath().getParent() : there.toRealPath());
        Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
        Path real = folder.toRealPath();
        Map<String, Object> facts = facts(real);
        if (uid(facts) != Self.UID) {
            throw new NotPrivate(real + " belongs to another user");
        }
        if ((mode(facts) & OTHERS_WRITE) != 0) {
            throw new NotPrivate("others can write to " + real + "; after a look at its files, chmod 700 it");
        }
        if ((mode(facts) & OTHERS) != 0) { // others could look, but put nothing there
            Files.setPosixFilePermissions(real, FOLDER);
        }
        return real;
    }

    /** Whether this is a regular file that only the user could have written; false when it is not there. */
    static boolean isOwn(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            if (!hasOwners(file)) {
                return true;
            }
            Map<String, Object> facts = facts(file);
            return uid(facts) == Self.UID && (mode(facts) & OTHERS_WRITE) == 0;
        } catch (IOException gone) {
            return false;
        }
    }

    /** What a new file in such a folder is created with. */
    static FileAttribute<?>[] ofFiles(Path folder) {
        return hasOwners(folder)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(FILE)}
                : new FileAttribute<?>[] {};
    }

    /** Nobody but the user and root may rename what is in the folder or in one above it. */
    private static void checkAbove(Path real) throws NotPrivate, IOException {
        for (Path folder = real; folder != null; folder = folder.getParent()) {
            Map<String, Object> facts = facts(folder);
            if (uid(facts) != Self.UID && uid(facts) != ROOT) {
                throw new NotPrivate(folder + " belongs to another user");
            }
            if ((mode(facts) & OTHERS_WRITE) != 0 && (mode(facts) & STICKY) == 0) {
                throw new NotPrivate("others can write to " + folder);
            }
        }
    }

    private static boolean hasOwners(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("unix");
    }

    private static Map<String, Object> facts(Path path) throws IOException {
        return Files.readAttributes(path, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
    }

    private static int uid(Map<String, Object> facts) {
        return (Integer) facts.get("uid");
    }

    private static int mode(Map<String, Object> facts) {
        return (Integer) facts.get("mode");
    }

    /** The user of this process. Java has no name for it that also works where the user has no name. */
    private static final class Self {
        static final int UID = uid();

        private static int uid() {
            try {
                Path process = Path.of("/proc/self");
                if (Files.exists(process)) {
                    return (Integer) Files.getAttribute(process, "unix:uid");
                }
                Path own = Files.createTempFile("attar", ".tmp");
                try {
                    return (Integer) Files.getAttribute(own, "unix:uid");
                } finally {
                    Files.delete(own);
                }
            } catch (IOException unknown) {
                return -1; // nobody: no folder is this user's
            }
        }
    }
}
