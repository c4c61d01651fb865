package org.citygauge.gateway.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import at.favre.lib.crypto.bcrypt.BCrypt;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A flood of wrong passwords must not keep those out who are known. */
class UsersTest {
    @Test
    void aPasswordThatWasRightIsKnownAtOnceAndNoOther(@TempDir Path folder) throws Exception {
        String hash = BCrypt.withDefaults().hashToString(4, "secret".toCharArray());
        Users users = Users.read(Files.writeString(folder.resolve("users.txt"), "meter:" + hash + "\n"));
        assertThat(users.remembered("meter", "secret"))
                .as("nobody has checked it yet")
                .isEmpty();
        assertThat(users.authenticate("meter", "wrong")).isEmpty();
        assertThat(users.authenticate("meter", "secret")).isPresent();
        assertThat(users.remembered("meter", "secret")).isPresent();
        assertThat(users.remembered("meter", "wrong")).isEmpty();
        assertThat(users.remembered("nobody", "secret")).isEmpty();
    }
}
