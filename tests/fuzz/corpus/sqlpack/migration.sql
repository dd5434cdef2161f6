-- Room goods.
CREATE TABLE kind (centre_id {id}, id {id}, w {int}, p {ref}, h {bytes} NOT NULL,
    PRIMARY KEY (centre_id, id)) {strict};
