package dev.quarry.server.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretsTest {

    @Test
    void a_decoy_looks_like_what_is_kept_of_a_password() {
        String kept = Secrets.hash("a long password");
        String decoy = Secrets.decoy();
        assertThat(Secrets.matches("a long password", kept)).isTrue();
        assertThat(Secrets.matches("a long password", decoy)).isFalse();
        assertThat(decoy).hasSameSizeAs(kept).startsWith(Secrets.ITERATIONS + "$");
        assertThat(Secrets.decoy()).isNotEqualTo(decoy);
    }
}
