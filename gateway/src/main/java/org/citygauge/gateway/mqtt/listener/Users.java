package org.citygauge.gateway.mqtt.listener;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.citygauge.gateway.config.TopicFilter;

/**
 * Who may publish: a file with a user a line, {@code name:bcrypt-hash} or {@code name:bcrypt-hash:topic-filter}; {@code #} begins a
 * comment.
 *
 * <p>Checking a password takes as long for a name nobody has. What was right once is remembered by its digest, so that devices that
 * reconnect all at once cost little. Safe for use by many threads; {@link #authenticate} computes for a tenth of a second or so.
 */
public final class Users {
    private static final int REMEMBERED = 10_000;
    private static final int LEAST_COST = 4;
    private static final Pattern HASH = Pattern.compile("\\$2[abxy]?\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");

    private final Map<String, User> byName;
    /** A hash nobody has, as costly as those of the users, so that unknown names take their time, too. */
    private final byte[] nobody;

    private final Map<String, Boolean> verified = new ConcurrentHashMap<>();

    /** @param topics where the user may publish; everywhere when empty */
    public record User(String name, String hash, Optional<TopicFilter> topics) {
        boolean mayPublish(String topic) {
            return topics.isEmpty() || topics.get().matches(topic);
        }

        @Override
        public String toString() {
            return name; // never the hash
        }
    }

    private Users(Map<String, User> byName) {
        this.byName = Map.copyOf(byName);
        int cost = byName.values().stream().mapToInt(Users::cost).max().orElse(LEAST_COST);
        this.nobody =
                BCrypt.withDefaults().hash(cost, UUID.randomUUID().toString().getBytes(StandardCharsets.UTF_8));
    }

    /** {@code $2a$12$…}: 12. */
    private static int cost(User user) {
        String[] parts = user.hash().split("\\$", 4);
        return Math.max(LEAST_COST, Integer.parseInt(parts[2]));
    }

    /**
     * Reads the file.
     *
     * @throws IOException naming file and line, if a line is no user
     */
    public static Users read(Path file) throws IOException {
        var users = new HashMap<String, User>();
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String[] parts = line.split(":", 3);
            if (parts.length < 2
                    || parts[0].isEmpty()
                    || !HASH.matcher(parts[1]).matches()) {
                throw new IOException(file + ":" + (i + 1) + ": expected name:bcrypt-hash[:topic-filter]");
            }
            Optional<TopicFilter> topics =
                    parts.length == 3 ? Optional.of(new TopicFilter(parts[2])) : Optional.empty();
            if (users.put(parts[0], new User(parts[0], parts[1], topics)) != null) {
                throw new IOException(file + ":" + (i + 1) + ": the user " + parts[0] + " is there twice");
            }
        }
        return new Users(users);
    }

    /** The user of this name, if the password was right before. Quick: a flood of wrong ones must not keep known devices out. */
    Optional<User> remembered(String name, String password) {
        User user = byName.get(name);
        return user != null && verified.containsKey(digest(name, password)) ? Optional.of(user) : Optional.empty();
    }

    /** The user of this name, if the password is right. */
    Optional<User> authenticate(String name, String password) {
        Optional<User> known = remembered(name, password);
        if (known.isPresent()) {
            return known;
        }
        User user = byName.get(name);
        byte[] given = password.getBytes(StandardCharsets.UTF_8);
        byte[] hash = user == null ? nobody : user.hash().getBytes(StandardCharsets.UTF_8);
        boolean right = given.length <= 72 && BCrypt.verifyer().verify(given, hash).verified;
        if (user == null || !right) {
            return Optional.empty();
        }
        if (verified.size() < REMEMBERED) {
            verified.put(digest(name, password), true);
        }
        return Optional.of(user);
    }

    private static String digest(String name, String password) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest((name + '\0' + password).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
